package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.simulator.world.World;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody removes a host with what was made on it, and it is added again: the rest is made again,
 * although the journal has entries of the host as it was, and they take nothing away later.
 */
class HostAddedAgainTest {
  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0: {clusters: {A: {hosts: {a1: {cpus: 8, memory: 32 GiB}}}}}
      rack:
        esx1.lab: {cpus: 8, memory: 32 GiB}
      """;

  private static final String HOSTS =
      "name: ci\nvcenter: {simulator: lab.yml}\nclusters: {A: {}}\nhosts:\n"
          + HostsTest.host("esx1.lab", ", cluster: A");

  private static final String REST =
      """
      networks:
        vmotion: {switch: vSwitch0, vlan: 90, hosts: [esx1.lab]}
      vmkernels:
        vmotion: {host: esx1.lab, network: vmotion, ip: 10.90.0.11/24, services: [vmotion]}
      """;

  @TempDir Path folder;

  @Test
  void aPortGroupIsMadeOnAHostThatTheSamePlaybookAdds() {
    SimulatorTarget target = new SimulatorTarget(LAB);
    Provisioning provision = new Provisioning(target, folder, HOSTS + REST);

    Suite.converged(provision.apply());

    target.resetCalls();
    assertThat(provision.apply().out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void whatWasOnAHostIsMadeAgainAndStays() {
    SimulatorTarget target = new SimulatorTarget(LAB);
    Provisioning provision = new Provisioning(target, folder, HOSTS);
    Suite.converged(provision.apply());
    provision.rewrite(HOSTS + REST);
    Suite.converged(provision.apply());
    SiteByHand hand = new SiteByHand(target);
    hand.destroy(hand.host("esx1.lab"));
    provision.rewrite(HOSTS);
    Suite.converged(provision.apply());
    provision.rewrite(HOSTS + REST);

    Provisioning.Ended again = Suite.converged(provision.apply());

    assertThat(again.out()).contains("+   network.vmotion", "+   vmkernel.vmotion");
    World world = target.simulator().world();
    assertThat(world.all("Folder").stream().map(world::path))
        .filteredOn(path -> path.startsWith("/provision/ci/"))
        .map(path -> path.replaceAll(" on [\\w-]+$", ""))
        .containsExactlyInAnyOrder(
            "/provision/ci/network.vmotion", "/provision/ci/vmkernel.vmotion");
    target.resetCalls();
    assertThat(provision.apply().out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }
}
