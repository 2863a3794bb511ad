package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NFS servers that refuse, exports of a size, and runs that die; only a lab has these. */
class NasLabTest {
  private static final String NAS =
      """
      nas:
        nas.lab:
          /vol/one: 20 GiB
          /vol/shut: {refuses: "Permission denied"}
      """;

  @TempDir Path folder;
  private final SimulatorTarget target = new SimulatorTarget(SimulatorTarget.LAB + NAS);

  private static String nfs(String name, String server, String path, String more) {
    return name + ": {nfs: {server: " + server + ", path: " + path + "}" + more + "}";
  }

  private static String nothing(String datastores) {
    return "name: ci\nvcenter: VCENTER\nfolders: {x: {path: /DC0/datastore/x}}\ndatastores: {"
        + datastores
        + "}\n";
  }

  private Provisioning mounting(String datastores) {
    return mounting(datastores, "");
  }

  private Provisioning mounting(String datastores, String rest) {
    return new Provisioning(target, folder, nothing(datastores) + rest);
  }

  @Test
  void aServerThatRefusesIsToldWithItsHostAndReason() {
    Provisioning.Ended shut = mounting(nfs("shut", "nas.lab", "/vol/shut", "")).apply();
    Provisioning.Ended gone = mounting(nfs("gone", "nas.lab", "/vol/none", "")).apply();
    Provisioning.Ended dead = mounting(nfs("dead", "10.9.9.9", "/vol/one", "")).apply();

    assertThat(shut.exit()).isEqualTo(1);
    assertThat(shut.all())
        .contains("`/DC0/host/DC0_C0/DC0_C0_H0` could not mount it:")
        .contains("Mount failed for volume shut~provision: Permission denied");
    assertThat(gone.all()).contains("no such export");
    assertThat(dead.all()).contains("The NFS server 10.9.9.9 could not be reached");
    assertThat(target.otherClient().in("/DC0/datastore")).containsExactly("LocalDS_0", "x");
  }

  @Test
  void aDeclaredCapacityCountsForPlacementUntilTheMountTells() {
    String volume = "volumes: {data: {size: 30 GiB, datastore: one}}\n";
    Provisioning provision = mounting(nfs("one", "nas.lab", "/vol/one", ", capacity: 20"), volume);
    Provisioning.Ended small = provision.plan();
    provision = mounting(nfs("one", "nas.lab", "/vol/one", ""), volume);

    assertThat(small.err()).contains("one  has 20 GiB left");
    assertThat(provision.plan().exit()).isZero();
    Suite.converged(mounting(nfs("one", "nas.lab", "/vol/one", "")).apply());
    provision = mounting(nfs("one", "nas.lab", "/vol/one", ""), volume);
    assertThat(provision.plan().err()).contains("one  has 20 GiB left");
  }

  /** Every call may be the last one of a run; its effect has happened. */
  @Test
  void theNextRunFinishesWhereverOneDied() {
    Provisioning provision =
        mounting(nfs("one", "nas.lab", "/vol/one", ", folder: x, hosts: [DC0_C0_H0, DC0_C0_H1]"));
    boolean died = true;
    for (int write = 0; died; write++) {
      target.resetCalls();
      target.diesAt(write, true);
      died = provision.apply().exit() != 0;
      target.diesAt(Integer.MAX_VALUE, true);
      Suite.converged(provision.apply());
      assertThat(provision.plan().all()).as("write %d", write).contains("No changes.");
      assertThat(target.otherClient().stores().mounts("/DC0/datastore/x/one"))
          .isEqualTo(
              Map.of(
                  "/DC0/host/DC0_C0/DC0_C0_H0", "readWrite",
                  "/DC0/host/DC0_C0/DC0_C0_H1", "readWrite"));
      Suite.converged(provision.run("destroy", "--yes", "--allow", "delete,unmount"));
      assertThat(target.otherClient().in("/DC0/datastore")).containsExactly("LocalDS_0");
    }
  }

  @Test
  void aHeartbeatKeepsItMounted() {
    Provisioning provision = mounting(nfs("one", "nas.lab", "/vol/one", ""));
    Suite.converged(provision.apply());
    new YavijavaStores(target.vim(), target.stub()::at)
        .heartbeat("/DC0/host/DC0_C0", "/DC0/datastore/one");

    Provisioning.Ended plan =
        mounting(nfs("one", "nas.lab", "/vol/one", ", hosts: [DC0_C0_H0]")).plan();
    Provisioning.Ended destroyed = provision.run("destroy", "--yes", "--allow", "delete,unmount");

    assertThat(plan.err())
        .contains("`/DC0/host/DC0_C0/DC0_C0_H1` cannot unmount it: `/DC0/host/DC0_C0` uses it for");
    assertThat(destroyed.all()).contains("HA's heartbeat uses it in `/DC0/host/DC0_C0`");
    assertThat(target.otherClient().in("/DC0/datastore")).contains("one");
  }

  @Test
  void whatAHostKeepsThereKeepsItMounted() throws RemoteException {
    Provisioning provision = mounting(nfs("one", "nas.lab", "/vol/one", ""));
    Suite.converged(provision.apply());
    ManagedObjectReference host = target.stub().at("/DC0/host/DC0_C0/DC0_C0_H1");
    ManagedObjectReference store = target.stub().at("/DC0/datastore/one");
    target
        .vim()
        .api()
        .updateLocalSwapDatastore(
            target
                .vim()
                .property(host, "configManager.datastoreSystem", ManagedObjectReference.class),
            store);

    Provisioning.Ended swap =
        mounting(nfs("one", "nas.lab", "/vol/one", ", hosts: [DC0_C0_H0]")).plan();
    Provisioning.Ended destroyed = provision.run("destroy", "--yes", "--allow", "delete,unmount");

    assertThat(swap.err())
        .contains(
            "`/DC0/host/DC0_C0/DC0_C0_H1` cannot unmount it: the host keeps the swap files of its"
                + " VMs there");
    assertThat(destroyed.all())
        .contains("the host `/DC0/host/DC0_C0/DC0_C0_H1` keeps the swap files of its VMs there");
    option(host, "ScratchConfig.ConfiguredScratchLocation", "/vmfs/volumes/one/scratch");
    option(host, "Syslog.global.logDir", "[one] logs");
    assertThat(mounting(nfs("one", "nas.lab", "/vol/one", ", hosts: [DC0_C0_H0]")).plan().err())
        .contains("the host will have its scratch directory there")
        .contains("the host writes its logs there");
  }

  private void option(ManagedObjectReference host, String key, String value)
      throws RemoteException {
    OptionValue option = new OptionValue();
    option.setKey(key);
    option.setValue(value);
    target
        .vim()
        .api()
        .updateOptions(
            target
                .vim()
                .property(host, "configManager.advancedOption", ManagedObjectReference.class),
            new OptionValue[] {option});
  }

  @Test
  void aMountIsBoundToAnAdapterAndHasMoreConnections() {
    String bound = "{server: nas.lab, path: /vol/one, vmknic: vmk0, connections: 4}";
    SimulatorTarget lab =
        new SimulatorTarget(
            SimulatorTarget.LAB.replace(
                    "{cpus: 2, memory: 64 GiB}",
                    "{cpus: 2, memory: 64 GiB, vmkernels: {vmk0: {network: VM Network}}}")
                + NAS);
    Provisioning provision =
        new Provisioning(lab, folder, nothing("one: {nfs: " + bound + ", hosts: [DC0_C0_H0]}"));
    Suite.converged(provision.apply());
    assertThat(provision.plan().all()).contains("No changes.");
    assertThat(provision.run("rehearse").out()).contains("0 to create, 0 to change");

    provision.rewrite(nothing("one: {nfs: " + bound + ", hosts: [DC0_C0_H0, DC0_C0_H1]}"));
    Suite.converged(provision.apply());
    provision.rewrite(
        nothing("one: {nfs: " + bound.replace("4", "2") + ", hosts: [DC0_C0_H0, DC0_C0_H1]}"));
    assertThat(provision.plan().steps())
        .contains(
            "hosts.DC0_C0_H0  read-write over vmk0 with 4 connections -> read-write over vmk0 with"
                + " 2 connections");
    Suite.converged(provision.apply("--allow", "unmount"));
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(nothing("one: {nfs: " + bound.replace("vmk0", "vmk7") + "}"));
    assertThat(provision.apply("--allow", "unmount").all())
        .contains("Unable to find the vmknic vmk7");

    Provisioning old =
        new Provisioning(
            new SimulatorTarget("version: 8.0.0\n" + SimulatorTarget.LAB),
            folder,
            nothing("one: {nfs: " + bound + "}"));
    assertThat(old.plan().err()).contains("`nfs.vmknic` needs vSphere API 8.0.1.0");
  }

  @Test
  void hostsProveWhoTheyAreWithOneAccount() {
    String krb =
        "%s: {nfs41: {servers: [nas.lab], path: %s, security: krb5%s}, hosts: [DC0_C0_H0]}";
    String account = ", kerberos: {user: %s, password: hidden}";
    Provisioning.Ended none = mounting(krb.formatted("one", "/vol/one", "")).apply();
    Provisioning own = mounting(krb.formatted("one", "/vol/one", account.formatted("nfs@LAB")));
    Suite.converged(own.apply());
    Provisioning.Ended other =
        mounting(krb.formatted("two", "/vol/two", account.formatted("iso@LAB"))).apply();

    assertThat(none.all()).contains("No NFS Kerberos user is set on the host");
    assertThat(other.all())
        .contains("it has the account `nfs@LAB` for Kerberos and can have only one")
        .doesNotContain("hidden");
  }
}
