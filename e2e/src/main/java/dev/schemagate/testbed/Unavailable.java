package dev.schemagate.testbed;

import java.io.IOException;

/** This machine can't run what was asked for; the message says why and what to install. */
public final class Unavailable extends IOException {
  private static final long serialVersionUID = 1;

  Unavailable(String why) {
    super(why);
  }
}
