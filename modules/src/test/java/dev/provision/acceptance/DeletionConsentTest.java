package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.contract.KindSamples;
import dev.provision.contract.KindSamples.Made;
import dev.provision.modules.VcenterProvider;
import dev.provision.spi.trait.Infrastructure;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of every kind of infrastructure in the provider's list, nothing is deleted by {@code --yes}: not
 * by a destroy, not by {@code state: absent}. The refusal says what to allow, and that is enough.
 */
class DeletionConsentTest {
  private static final Pattern ALLOW = Pattern.compile("--allow ([a-z,=0-9-]+)");

  @TempDir Path folder;

  static Stream<String> sections() {
    return new VcenterProvider()
        .kinds().stream()
            .filter(Infrastructure.class::isInstance)
            .map(kind -> kind.info().section())
            .filter(section -> KindSamples.of(section).made().isPresent());
  }

  private static String play(String rest) {
    return "name: ci\nvcenter: VCENTER\n" + rest;
  }

  private static void refused(SimulatorTarget target, Provisioning.Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isNotZero();
    assertThat(ended.err()).contains("nothing was changed").contains("--allow ");
    assertThat(target.mutating()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void yesAloneDeletesNothingAndWhatTheRefusalSaysIsEnough(String section) {
    Made made = KindSamples.of(section).made().orElseThrow();
    SimulatorTarget target = new SimulatorTarget(0);
    Provisioning provision = new Provisioning(target, folder, play(made.whole()));
    Suite.converged(provision.apply());
    target.resetCalls();

    refused(target, provision.run("destroy", "--yes"));
    if (made.absent().contains("absent")) {
      provision.rewrite(play(made.without()));
      refused(target, provision.apply("--yes"));
    }
    Provisioning.Ended told = provision.run("destroy", "--yes");
    Matcher allow = ALLOW.matcher(told.err());
    assertThat(allow.find()).as(told.err()).isTrue();
    Suite.converged(provision.run("destroy", "--yes", "--allow", allow.group(1)));
    provision.rewrite(play(made.whole()));
    assertThat(provision.plan().out()).contains(" to create").doesNotContain("0 to create");
  }
}
