package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A datastore that could not be looked at: what is on it is not known, and never taken for gone.
 */
class UnreadDatastoreTest extends Acceptance {
  private static final String SEARCH = "SearchDatastoreSubFolders_Task";

  private static String with(String volume) {
    return VolumesTest.with("pgdata: {%s}".formatted(volume), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"size: 1 GiB", "size: 1 GiB, datastore: /DC0/datastore/LocalDS_0"})
  void aVolumeOnItIsNeitherAbsentNorMadeAnew(String volume) {
    target.needs(Target.Ability.BREAKS);
    Provisioning provision = provision(with(volume));
    converged(provision.apply());
    target.callFails(SEARCH, "NoPermission", 9);
    target.resetCalls();

    Provisioning.Ended refused = provision.apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
    assertThat(refused.err())
        .contains("`volume.pgdata` is at `[")
        .contains("the datastore cannot be looked at, so nobody knows whether the volume is on it");
    assertThat(target.mutating()).isEmpty();
    target.allIsWell();
    nothingIsLeft(provision);
  }

  @Test
  void destroyDoesNotSayThatAllIsGone() {
    target.needs(Target.Ability.BREAKS);
    Provisioning provision = provision(with("size: 1 GiB"));
    converged(provision.apply());
    target.callFails(SEARCH, "NoPermission", 9);

    Provisioning.Ended destroyed = provision.run("destroy", "--yes");

    assertThat(destroyed.exit()).as(destroyed.all()).isEqualTo(1);
    assertThat(destroyed.out())
        .contains("volume.* on LocalDS_0")
        .containsPattern("cannot be read: the account (has no permission|lacks the privilege)")
        .doesNotContain("Converged");
    target.allIsWell();
    converged(provision.run("destroy", "--yes"));
    assertThat(target.otherClient().files("[LocalDS_0] provision/volumes")).isEmpty();
  }

  @Test
  void aSearchThatTheServerCannotReadIsNoPropertyOfTheDatastore() {
    target.needs(Target.Ability.BREAKS);
    Provisioning provision = provision(with("size: 1 GiB"));
    converged(provision.apply());
    target.callFails(SEARCH, "InvalidRequest", 9);

    Provisioning.Ended failed = provision.plan();

    assertThat(failed.exit()).isNotZero();
    assertThat(failed.err()).contains("InvalidRequest").doesNotContain("cannot be looked at");
  }
}
