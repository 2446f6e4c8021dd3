package dev.schemagate.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemagate.report.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  @ParameterizedTest
  @EnumSource
  void everyFailureHasAReason(Failure failure) {
    assertThat(Reason.of(failure).name()).isEqualTo(failure.name());
  }
}
