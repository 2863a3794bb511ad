package dev.provision.declare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Span;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PendingsTest {
  private static final Span SPAN = Span.of("f");

  private static Scalar scalar(String text, boolean sensitive) {
    return Scalar.of(text, Scalar.Style.PLAIN, SPAN, new Provenance(Set.of(), sensitive));
  }

  @Test
  void repeatsNoSecretOfATreeInAMessage() {
    Mapping tree =
        new Mapping(
            List.of(
                new Mapping.Entry(
                    scalar("ips", false),
                    new Sequence(List.of(scalar("hunter2", true), scalar("open", false)), SPAN))),
            SPAN);

    assertThat(Pendings.withoutSecrets("`hunter2` and `open` are no addresses", tree))
        .isEqualTo("`(sensitive)` and `open` are no addresses");
  }
}
