package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.spi.Disruption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code --yes} alone never does, besides deleting infrastructure ({@link
 * DeletionConsentTest}): the refusal names the word, no call changed anything, and the word is
 * enough.
 */
class DisruptionConsentTest {
  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            A:
              hosts:
                a1: {cpus: 8, memory: 32 GiB, vmkernels: {vmk0: {network: Management Network, ip: 10.0.0.5/24}}}
                a2: {cpus: 8, memory: 32 GiB}
          datastores: {shared: 1 TiB}
          networks: {VM Network: {}, Management Network: {}}
          templates:
            seed: {datastore: shared, disk: 1 GiB, memory: 32 MiB, network: VM Network}
      """;

  /** What is declared first, and then; the second needs the word. */
  private enum Case {
    EVACUATE(
        "hosts: {a1: {adopt: true, cluster: A, maintenance: off}}",
        "hosts: {a1: {adopt: true, cluster: A, maintenance: on}}",
        "evacuate",
        "host.a1"),
    CUT_NETWORK(
        "networks: {m: {port_group: Management Network, switch: vSwitch0, hosts: [a1], adopt: true}}",
        "networks: {m: {port_group: Management Network, switch: vSwitch0, hosts: [a1], adopt: true,"
            + " vlan: 7}}",
        "cut-network",
        "network.m"),
    UNMOUNT(
        "datastores: {nfs1: {nfs: {server: nas.lab, path: /vol/one}, hosts: [a1, a2]}}",
        "datastores: {nfs1: {nfs: {server: nas.lab, path: /vol/one}, hosts: [a1]}}",
        "unmount",
        "datastore.nfs1"),
    DROP_POOLS(
        "clusters: {edge: {drs: {enabled: true}}}\nresource_pools: {gold: {parent: edge}}",
        "clusters: {edge: {drs: {enabled: false}}}",
        "drop-pools",
        "cluster.edge"),
    DISCONNECT(
        "hosts: {a1: {adopt: true, cluster: A}}",
        "hosts: {a1: {adopt: true, cluster: A, connected: false}}",
        "disconnect",
        "host.a1"),
    UNPROTECT(
        "clusters: {edge: {ha: {enabled: true}}}",
        "clusters: {edge: {ha: {enabled: false}}}",
        "unprotect",
        "cluster.edge"),
    REVOKE(
        "permissions: {team: {on: /DC0, principal: 'LAB\\team', role: Admin}}",
        "permissions: {team: {on: /DC0, principal: 'LAB\\team', role: ReadOnly}}",
        "revoke",
        "permission.team");

    private final String first;
    private final String second;
    private final String allow;
    private final String because;

    Case(String first, String second, String allow, String because) {
      this.first = first;
      this.second = second;
      this.allow = allow;
      this.because = because;
    }
  }

  @TempDir Path folder;

  private static String play(String rest) {
    return "name: ci\nvcenter: {simulator: lab.yml, datacenter: DC0, cluster: A}\n" + rest + "\n";
  }

  @ParameterizedTest
  @EnumSource
  void yesAloneIsRefusedBeforeAnyCallAndTheWordIsEnough(Case each) {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning provision = new Provisioning(target, folder, play(each.first));
      Suite.converged(provision.apply());
      target.stub().runOn("/DC0/vm/seed", "other", "/DC0/host/A", "a1");
      provision.rewrite(play(each.second));
      target.resetCalls();

      Provisioning.Ended refused = provision.apply("--yes");

      assertThat(refused.exit()).as(refused.all()).isNotZero();
      assertThat(refused.err())
          .contains("nothing was changed")
          .contains(
              "%s, because of %s; --yes is not enough, allow it with --allow %s\n"
                  .formatted(each.allow, each.because, each.allow));
      assertThat(target.mutating()).isEmpty();
      Suite.converged(provision.apply("--allow", each.allow));
      assertThat(target.mutating()).isNotEmpty();
    }
  }

  @Test
  void theseAreAllThatYesDoesNotGiveBesidesDeletions() {
    assertThat(Stream.of(Case.values()).map(Case::name))
        .containsExactlyElementsOf(
            Arrays.stream(Disruption.values())
                .filter(each -> !each.byYes())
                .map(Disruption::name)
                .toList());
  }
}
