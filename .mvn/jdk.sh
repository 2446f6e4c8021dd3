# Sourced by mvnw. Maven itself must run on a JDK 25: the formatter and the CRD generator work inside its JVM,
# where a toolchain can't reach. Looks where package managers and IDEs put JDKs when `java` is older.
schemagate_is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -Eq '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$1/release"
}
if [ -z "${JAVA_HOME-}" ] || ! schemagate_is_jdk25 "$JAVA_HOME"; then
  java_on_path=$(command -v java 2>/dev/null) && java_on_path=$(readlink -f "$java_on_path" 2>/dev/null) || java_on_path=
  for home in "${java_on_path%/bin/java}" /usr/lib/jvm/* /opt/java/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if schemagate_is_jdk25 "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      break
    fi
  done
  if [ -z "${JAVA_HOME-}" ] || ! schemagate_is_jdk25 "$JAVA_HOME"; then
    echo "Schemagate is built with JDK 25 and found none. Install one (for example Eclipse Temurin 25), or set JAVA_HOME to it." >&2
    exit 1
  fi
  unset java_on_path home
fi
