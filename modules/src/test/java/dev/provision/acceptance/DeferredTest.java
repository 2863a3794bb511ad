package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is only known after apply. */
class DeferredTest extends Acceptance {
  @Test
  void userDataReadsWhatAnotherInstanceHasAndTheSecondPlanIsEmpty() {
    Provisioning provision =
        provision(
            play(
                """
                flavors:
                  small: {vcpus: 1, ram: 64 MiB}
                instances:
                  app:
                    image: base
                    flavor: small
                    networks: {eth0: private}
                    user_data: "db=${instances.db.ip} id=${instances.db.id}"
                  db:
                    image: base
                    flavor: small
                    networks: {eth0: {network: private, fixed_ip: 10.0.0.5/24}}
                outputs:
                  address: ${instances.db.ip}
                """));

    converged(provision.apply());

    String uuid = target.otherClient().vm("/DC0/vm/ci/db").instanceUuid();
    assertThat(
            MainJobTest.decoded(
                target.otherClient().vm("/DC0/vm/ci/app").extraConfig(), "guestinfo.userdata"))
        .isEqualTo("db=10.0.0.5 id=" + uuid);
    nothingIsLeft(provision);
  }
}
