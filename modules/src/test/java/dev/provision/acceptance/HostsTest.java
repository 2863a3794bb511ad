package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.HostCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that a playbook adds to a vCenter, moves, evacuates and removes. */
class HostsTest {
  private static final String RACK =
      """
      rack:
        esx1.lab: {cpus: 8, memory: 32 GiB, datastores: {datastore1: 500 GiB}}
        esx2.lab: {cpus: 8, memory: 32 GiB, password: other}
        esx3.lab: {cpus: 8, memory: 32 GiB, managed_by: 10.0.0.9}
        esx4.lab: {cpus: 8, memory: 32 GiB, certificate: 2}
      """;

  private static final String LAB =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            A: {hosts: {a1: {cpus: 8, memory: 32 GiB}, a2: {cpus: 8, memory: 32 GiB}}}
            B: {drs: false, hosts: {b1: {cpus: 8, memory: 32 GiB}}}
          datastores:
            shared: 1 TiB
          networks: {VM Network: {}}
          templates:
            seed: {datastore: shared, disk: 1 GiB, memory: 32 MiB, network: VM Network}
      """;

  private static final String HEAD =
      """
      name: ci
      vcenter: VCENTER
      clusters: {A: {}, B: {}}
      """;

  @TempDir Path folder;
  private SimulatorTarget target;

  @AfterEach
  void stop() {
    target.close();
  }

  static HostCertificate certificate(String address, int number) {
    String text = "certificate " + number + " of " + address;
    return new HostCertificate(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String pin(String address, int certificate) {
    return certificate(address, certificate).sha256();
  }

  static String host(String name, String more) {
    return "  %s: {username: root, password: vmware, thumbprint: \"%s\"%s}\n"
        .formatted(name, pin(name, 1), more);
  }

  private Provisioning on(String lab, String playbook) {
    target =
        new SimulatorTarget(lab) {
          @Override
          public String vcenter() {
            return "{simulator: lab.yml}";
          }
        };
    return new Provisioning(target, folder, playbook);
  }

  /** The paths of all objects of a type. */
  private List<String> all(String type) {
    World world = target.simulator().world();
    return world.all(type).stream().map(world::path).toList();
  }

  private static Managed host(SimulatorTarget target, String name) {
    return target.simulator().world().all("HostSystem").stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static boolean inMaintenance(SimulatorTarget target, String name) {
    return host(target, name).get("runtime", HostRuntimeInfo.class).inMaintenanceMode;
  }

  private boolean inMaintenance(String name) {
    return inMaintenance(target, name);
  }

  private void changesNothing(Provisioning provision) {
    target.resetCalls();
    assertThat(provision.apply().all()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void isAddedToAClusterOrStandsAloneAndGoesAgain() {
    Provisioning provision = on(LAB + RACK, HEAD + "hosts:\n" + host("esx1.lab", ", cluster: B"));
    Provisioning.Ended plan = provision.plan();
    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(target.mutating()).isEmpty();
    Suite.converged(provision.apply());
    assertThat(all("HostSystem")).contains("/DC0/host/B/esx1.lab");
    assertThat(all("Datastore")).contains("/DC0/datastore/datastore1");
    changesNothing(provision);

    Provisioning.Ended refused = provision.run("destroy", "--yes");
    assertThat(refused.exit()).as(refused.all()).isNotZero();
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(all("HostSystem")).doesNotContain("/DC0/host/B/esx1.lab");
    assertThat(all("Datastore")).doesNotContain("/DC0/datastore/datastore1");

    provision.rewrite(HEAD + "hosts:\n" + host("esx1.lab", ""));
    Suite.converged(provision.apply());
    assertThat(all("HostSystem")).contains("/DC0/host/esx1.lab/esx1.lab");
    changesNothing(provision);
    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(all("ComputeResource")).doesNotContain("/DC0/host/esx1.lab");
  }

  @Test
  void staysWhileItIsTheLastThatMountsADatastoreInUse() {
    Provisioning provision = on(LAB + RACK, HEAD + "hosts:\n" + host("esx1.lab", ", cluster: B"));
    Suite.converged(provision.apply());
    mount("shared", "esx1.lab");
    unmountOthers("shared");

    Provisioning.Ended kept = provision.run("destroy", "--yes", "--allow", "delete");

    assertThat(kept.exit()).as(kept.all()).isEqualTo(1);
    assertThat(kept.all())
        .contains("it is the last host that mounts the datastore `shared`, with 1 machine");
    assertThat(all("HostSystem")).contains("/DC0/host/B/esx1.lab");
    assertThat(inMaintenance("esx1.lab")).isFalse();
  }

  @Test
  void isLookedAtBeforeAnythingIsChanged() {
    Provisioning provision =
        on(
            LAB + RACK,
            HEAD
                + "hosts:\n"
                + host("esx2.lab", ", cluster: A")
                + host("esx3.lab", ", cluster: A")
                + host("esx4.lab", ", cluster: A")
                + host("esx5.lab", ", cluster: A")
                + "  esx1.lab: {cluster: A, username: root, password: vmware}\n");

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).isEqualTo(65);
    assertThat(plan.err())
        .contains(
            "the host refuses `username` and `password`",
            "the vCenter at 10.0.0.9 manages it; `take_over: true` takes it away from there",
            "`esx4.lab` answers with another certificate than the pinned one: it has "
                + pin("esx4.lab", 2),
            "TCP: no host answers at `esx5.lab`",
            "the vCenter cannot verify the host's certificate; pin it with `thumbprint:`, after"
                + " comparing it on the host");
    assertThat(target.mutating()).isEmpty();
  }

  /** With the mode in the playbook the plan knows it; otherwise the server refuses the host. */
  @Test
  void aClusterTakesNoneThatOffersLessThanItsEvcMode() {
    String mode = HEAD.replace("A: {}", "A: {adopt: true, evc: intel-broadwell}");
    String old = "hosts:\n" + host("esx5.lab", ", cluster: A");
    Provisioning provision =
        on(LAB + RACK + "  esx5.lab: {evc: intel-haswell, cpus: 8, memory: 32 GiB}\n", mode);
    Suite.converged(provision.apply());
    target.resetCalls();
    provision.rewrite(mode + old);

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).isEqualTo(65);
    assertThat(plan.err())
        .contains(
            "site.yml:5:",
            "`esx5.lab` offers the EVC mode intel-haswell at most, and `A` is to have"
                + " intel-broadwell; choose `evc: intel-haswell` there or another cluster here");
    assertThat(target.mutating()).isEmpty();
    provision.rewrite(HEAD + old);
    assertThat(provision.apply().all()).contains("does not support the cluster's EVC mode");
  }

  @Test
  void doctorShowsTheLineThatPinsEachHost() {
    Provisioning provision =
        on(
            LAB + RACK,
            HEAD
                + "hosts:\n"
                + host("esx1.lab", ", cluster: A")
                + host("esx4.lab", ", cluster: A")
                + "  esx2.lab: {cluster: A, username: root, password: vmware}\n"
                + host("esx5.lab", ", cluster: A"));

    Provisioning.Ended doctor = provision.run("doctor");

    assertThat(doctor.exit()).as(doctor.all()).isEqualTo(65);
    assertThat(doctor.out())
        .contains(
            "esx1.lab: its certificate is the pinned one",
            "esx2.lab: not pinned; after comparing it on the host, write thumbprint: \""
                + pin("esx2.lab", 1)
                + "\"",
            "esx4.lab: it answers with another certificate than the pinned one: thumbprint: \""
                + pin("esx4.lab", 2)
                + "\"",
            "esx5.lab: not seen from here: TCP: no host answers at `esx5.lab`");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void isTakenAwayFromAnotherVcenterOnlyWhenThatIsAllowed() {
    Provisioning provision =
        on(LAB + RACK, HEAD + "hosts:\n" + host("esx3.lab", ", cluster: A, take_over: true"));

    Provisioning.Ended refused = provision.apply("--yes");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.all()).contains("--allow disconnect");
    assertThat(target.mutating()).isEmpty();

    Suite.converged(provision.apply("--allow", "disconnect"));
    assertThat(all("HostSystem")).contains("/DC0/host/A/esx3.lab");
  }

  /** vCenter 9 takes certificates and no thumbprints. */
  @Test
  void aServerOfVersion9GetsTheCertificate() {
    Provisioning provision =
        on("version: 9.0.0\n" + LAB + RACK, HEAD + "hosts:\n" + host("esx1.lab", ", cluster: A"));

    Suite.converged(provision.apply());

    assertThat(all("HostSystem")).contains("/DC0/host/A/esx1.lab");
  }

  @Test
  void itsMachinesLeaveItBeforeItMovesWhenThatIsAllowed() {
    String lab = LAB.replace("shared: 1 TiB", "shared: {size: 1 TiB}") + RACK;
    Provisioning provision = on(lab, HEAD + "hosts:\n" + host("esx1.lab", ", cluster: A"));
    Suite.converged(provision.apply());
    mount("shared", "esx1.lab");
    String with = HEAD + "folders: {own: {path: /DC0/vm/own}}\n";
    provision.rewrite(with + "hosts:\n" + host("esx1.lab", ", cluster: A"));
    Suite.converged(provision.apply());
    run("other", "A", "esx1.lab");

    provision.rewrite(with + "hosts:\n" + host("esx1.lab", ", cluster: B"));
    Provisioning.Ended refused = provision.apply("--yes");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.all()).contains("`other` runs on it", "--allow evacuate");

    Suite.converged(provision.apply("--allow", "evacuate"));
    assertThat(all("HostSystem")).contains("/DC0/host/B/esx1.lab");
    assertThat(inMaintenance("esx1.lab")).isFalse();
    assertThat(vmHost("other")).isIn("a1", "a2");
    changesNothing(provision);

    // a host that was in maintenance mode before stays in it
    String on = ", maintenance: on";
    provision.rewrite(with + "hosts:\n" + host("esx1.lab", ", cluster: B" + on));
    Suite.converged(provision.apply());
    provision.rewrite(with + "hosts:\n" + host("esx1.lab", on));
    Suite.converged(provision.apply());
    assertThat(all("HostSystem")).contains("/DC0/host/esx1.lab/esx1.lab");
    assertThat(inMaintenance("esx1.lab")).isTrue();
    provision.rewrite(with + "hosts:\n" + host("esx1.lab", ", cluster: A, maintenance: off"));
    Suite.converged(provision.apply());
    assertThat(all("HostSystem")).contains("/DC0/host/A/esx1.lab");
    assertThat(all("ComputeResource")).doesNotContain("/DC0/host/esx1.lab");
    assertThat(inMaintenance("esx1.lab")).isFalse();
    changesNothing(provision);
  }

  @Test
  void aMachineThatCannotLeaveItIsNamedAndItDoesNotEnterMaintenanceModeLater() {
    Provisioning provision = on(LAB + RACK, HEAD + "hosts:\n" + host("esx1.lab", ", cluster: B"));
    Suite.converged(provision.apply());
    mount("shared", "esx1.lab");
    run("other", "B", "esx1.lab");
    provision.rewrite(
        HEAD + "hosts:\n" + host("esx1.lab", ", cluster: B, maintenance: {timeout: 5 s}"));

    Provisioning.Ended failed = provision.apply("--allow", "evacuate");

    assertThat(failed.exit()).as(failed.all()).isEqualTo(1);
    assertThat(failed.all()).contains("still there: other (DRS does not move machines there)");
    assertThat(inMaintenance("esx1.lab")).isFalse();
    Provisioning.Ended gone = provision.run("destroy", "--yes", "--allow", "delete,evacuate");
    assertThat(gone.all()).contains("holds what is not ours: /DC0/vm/other");
    assertThat(all("HostSystem")).contains("/DC0/host/B/esx1.lab");
  }

  @Test
  void isDisconnectedAndConnectedAgain() {
    Provisioning provision = on(LAB + RACK, HEAD + "hosts:\n" + host("esx1.lab", ", cluster: A"));
    Suite.converged(provision.apply());
    provision.rewrite(HEAD + "hosts:\n" + host("esx1.lab", ", cluster: A, connected: false"));
    Provisioning.Ended refused = provision.apply("--yes");
    assertThat(refused.all()).contains("--allow disconnect");
    Suite.converged(provision.apply("--allow", "disconnect"));
    changesNothing(provision);
    provision.rewrite(HEAD + "hosts:\n" + host("esx1.lab", ", cluster: A, connected: true"));
    Suite.converged(provision.apply());
    changesNothing(provision);
  }

  /** Nothing is there but the root folder: the host is looked at from here, and then placed on. */
  @Test
  void oneApplyGoesFromAnEmptyRootFolderToAMachineOnTheHost() throws Exception {
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    Provisioning provision =
        on(
            "speed: 1000\nguest_delay: 10 ms\n" + RACK,
            """
            name: ci
            vcenter: {simulator: lab.yml, datacenter: DC1, cluster: prod}
            datacenters: {DC1: {}}
            clusters: {prod: {drs: {enabled: true}}}
            images: {base: {source: disk.vmdk}}
            flavors: {small: {vcpus: 1, ram: 64 MiB}}
            instances:
              web: {image: base, flavor: small, networks: {eth0: VM Network}}
            hosts:
            """
                + host("esx1.lab", ", cluster: prod"));

    Provisioning.Ended plan = provision.plan();
    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.steps())
        .contains("+  host.esx1.lab  /DC1/host/prod/esx1.lab")
        .contains("+  instance.web  small, eth0=VM Network  -> esx1.lab, datastore1");
    assertThat(target.mutating()).isEmpty();
    Suite.converged(provision.apply());

    assertThat(vmHost("web")).isEqualTo("esx1.lab");
    changesNothing(provision);
  }

  @Test
  void aHostThatDoesNotAnswerIsPassedOverWhenThePlanIsAskedTo() {
    String head =
        HEAD
            + """
            images: {seed: {template: seed}}
            flavors: {large: {vcpus: 1, ram: 48 GiB}}
            instances:
              web: {image: seed, flavor: large, networks: {eth0: VM Network}}
            hosts:
            """;
    String hardware =
        ", hardware: {cpus: 8, memory: 64 GiB, datastores: {own: 100 GiB}, networks: [VM"
            + " Network]}";
    Provisioning provision =
        on(LAB + RACK, head + host("esx1.lab", "") + host("esx9.lab", ", cluster: A" + hardware));

    Provisioning.Ended refused = provision.plan();
    Provisioning.Ended plan = provision.run("plan", "--offline-hosts");
    provision.rewrite(head + host("esx1.lab", "") + host("esx9.lab", ", cluster: A"));
    Provisioning.Ended without = provision.run("plan", "--offline-hosts");

    assertThat(refused.err()).contains("TCP: no host answers at `esx9.lab`");
    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out())
        .contains("nobody looked at it: ")
        .contains("; places on it are provisional, as its `hardware` has it (site.yml:");
    assertThat(plan.steps()).contains("  -> esx9.lab, own");
    assertThat(without.err()).contains("esx9.lab  cannot be read: the server says nothing");
    assertThat(target.mutating()).isEmpty();
  }

  /** Somebody mounts a datastore on a host. */
  private void mount(String datastore, String host) {
    World world = target.simulator().world();
    Managed store =
        world.all("Datastore").stream()
            .filter(each -> each.name().equals(datastore))
            .findFirst()
            .orElseThrow();
    DatastoreHostMount[] mounts = store.get("host", DatastoreHostMount[].class);
    DatastoreHostMount[] more = Arrays.copyOf(mounts, mounts.length + 1);
    more[mounts.length] = Datastore.mount(store, host(target, host));
    world.lock().lock();
    try {
      world.set(store, "host", more);
    } finally {
      world.lock().unlock();
    }
  }

  /** Only the last host keeps it. */
  private void unmountOthers(String datastore) {
    World world = target.simulator().world();
    Managed store =
        world.all("Datastore").stream()
            .filter(each -> each.name().equals(datastore))
            .findFirst()
            .orElseThrow();
    DatastoreHostMount[] mounts = store.get("host", DatastoreHostMount[].class);
    world.lock().lock();
    try {
      world.set(store, "host", Arrays.copyOfRange(mounts, mounts.length - 1, mounts.length));
    } finally {
      world.lock().unlock();
    }
  }

  /** Somebody runs a machine on a host. */
  private void run(String name, String cluster, String host) {
    target.stub().runOn("/DC0/vm/seed", name, "/DC0/host/" + cluster, host);
    assertThat(vmHost(name)).isEqualTo(host);
  }

  private String vmHost(String name) {
    World world = target.simulator().world();
    Managed vm =
        world.all("VirtualMachine").stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return world.need(vm.get("runtime", VirtualMachineRuntimeInfo.class).host).name();
  }
}
