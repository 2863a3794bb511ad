package dev.provision.modules.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.modules.instances.vm.WaitForSpec;
import dev.provision.spi.Common;
import dev.provision.spi.Field;
import dev.provision.spi.LockKey;
import dev.provision.spi.Problem;
import dev.provision.spi.Readiness;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Value;
import dev.provision.vsphere.exported.ImageHardware;
import dev.provision.vsphere.exported.ImageTraits;
import dev.provision.vsphere.inventory.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstanceRulesTest {
  private final Playbook playbook = new Playbook();

  private List<Problem> problems() {
    return new InstanceKind().validate(playbook.declaration());
  }

  private static NicSpec nic(String fixedIp, String gateway) {
    return new NicSpec(
        new Ref("private"),
        Optional.of(fixedIp),
        Optional.of(gateway),
        List.of(),
        Optional.empty(),
        NicModel.VMXNET3);
  }

  @Test
  void aPlainInstanceHasNoProblems() {
    playbook.networks.put("eth0", nic("10.0.0.11/24", "10.0.0.1"));
    assertThat(problems()).isEmpty();
  }

  private static NicSpec several(
      List<String> addresses, String gateway6, List<NicSpec.RouteSpec> routes, String model) {
    return new NicSpec(
        new Ref("private"),
        List.of("10.0.0.11/24"),
        addresses,
        Optional.of("10.0.0.1"),
        Optional.of(gateway6),
        List.of(),
        List.of("lab.example.org"),
        routes,
        Optional.of(9000),
        Optional.empty(),
        Optional.of(model),
        Optional.empty());
  }

  @Test
  void aNicMayHaveAddressesAndAGatewayOfBothFamilies() {
    List<NicSpec.RouteSpec> routes = List.of(new NicSpec.RouteSpec("10.8.0.0/16", "10.0.0.9"));
    playbook.networks.put(
        "a", several(List.of("10.0.0.12/24", "fd00::11/64"), "fd00::1", routes, "VirtualE1000"));
    playbook.networks.put("b", several(List.of("fd00::11/64"), "fe80::1", List.of(), "pcnet"));
    assertThat(problems()).isEmpty();
  }

  @Test
  void eachOfSeveralFixedAddressesIsChecked() {
    playbook.networks.put(
        "a",
        new NicSpec(
            new Ref("private"),
            List.of("10.0.0.11/24", "10.0.1.256/24", "fd00::11/64"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    assertThat(problems())
        .containsExactly(
            new Problem(
                "networks.a.fixed_ip.1",
                "`10.0.1.256/24` is not an address: expected one like 10.0.0.11/24 or 10.0.0.11"));
  }

  @Test
  void whatTheGuestIsToSetIsCheckedAddressByAddress() {
    List<NicSpec.RouteSpec> routes = List.of(new NicSpec.RouteSpec("10.8.0.0", "10.0.0.9"));
    playbook.networks.put("a", several(List.of("fd00::11"), "10.0.0.1", routes, "sriov"));
    playbook.networks.put("b", several(List.of("fd00::11/64"), "fd01::1", List.of(), "vmxnet"));
    assertThat(problems())
        .containsExactly(
            new Problem(
                "networks.a.addresses.0",
                "`fd00::11` needs a prefix, as in 10.0.0.11/24: the guest is to set it"),
            new Problem("networks.a.gateway6", "`10.0.0.1` is not an IPv6 address"),
            new Problem("networks.a.routes.0.to", "`10.8.0.0` needs a prefix, as in 10.8.0.0/16"),
            new Problem(
                "networks.b.gateway6",
                "the gateway `fd01::1` is not in the network of `fd00::11/64`"));
  }

  @Test
  void aNicOfAnotherHypervisorIsRefusedWithTheReason() {
    playbook.networks.put("a", several(List.of(), "fe80::1", List.of(), "virtio"));
    playbook.networks.put("b", several(List.of(), "fe80::1", List.of(), "vmxnet4"));
    String words =
        "expected one of vmxnet3, vmxnet2, vmxnet, e1000, e1000e, pcnet32, sriov, pvrdma";
    assertThat(problems())
        .contains(
            new Problem(
                "networks.a.model",
                "`virtio` is a NIC of other hypervisors, and no ESXi host has it: " + words),
            new Problem("networks.b.model", "`vmxnet4` is no model of a NIC: " + words));
  }

  @Test
  void addressesAreChecked() {
    playbook.networks.put("a", nic("10.0.0.256/24", "10.0.0.1"));
    playbook.networks.put("b", nic("10.0.0.11/24", "10.0.1.1"));
    playbook.networks.put("c", nic("10.0.0.11", "10.0.0.1"));
    assertThat(problems())
        .containsExactly(
            new Problem(
                "networks.a.fixed_ip",
                "`10.0.0.256/24` is not an address: expected one like 10.0.0.11/24 or 10.0.0.11"),
            new Problem(
                "networks.b.gateway",
                "the gateway `10.0.1.1` is not in the network of `10.0.0.11/24`"),
            new Problem(
                "networks.c.gateway",
                "a gateway needs `fixed_ip` with a prefix, as in 10.0.0.11/24"));
  }

  @Test
  void macsAndNicNamesAreChecked() {
    playbook.networks.put("e.0", Playbook.nic(Optional.empty(), Optional.of("02:00:00")));
    playbook.networks.put("eth1", Playbook.nic(Optional.empty(), Optional.of("01:00:00:00:00:01")));
    assertThat(problems())
        .containsExactly(
            new Problem(
                "networks",
                "`e.0` is not a name of a NIC: expected letters, digits, `_` and `-`, as in eth0"),
            new Problem(
                "networks.e.0.mac",
                "`02:00:00` is not a MAC: expected one like 02:00:00:12:34:56, or `generated`"),
            new Problem(
                "networks.eth1.mac", "`01:00:00:00:00:01` is a multicast MAC, no NIC can have it"));
  }

  @Test
  void aMacThatVmwareGivesOutItselfIsRefusedUnlessTheVmIsAdopted() {
    for (String mac :
        List.of(
            "00:0C:29:e7:c9:ec", "00:50:56:8a:00:01", "00:50:56:3f:ff:ff", "fa:16:3e:00:00:01")) {
      playbook.networks.put(
          "e" + playbook.networks.size(), Playbook.nic(Optional.empty(), Optional.of(mac)));
    }
    assertThat(problems())
        .containsExactly(
            new Problem(
                "networks.e0.mac",
                "`00:0C:29:e7:c9:ec` is of a range that VMware gives out itself, and no host powers"
                    + " on a VM with it: take one from 00:50:56:00:00:00 to 00:50:56:3f:ff:ff, or"
                    + " of another maker"),
            new Problem(
                "networks.e1.mac",
                "`00:50:56:8a:00:01` is of a range that VMware gives out itself, and no host powers"
                    + " on a VM with it: take one from 00:50:56:00:00:00 to 00:50:56:3f:ff:ff, or"
                    + " of another maker"));
    playbook.common =
        new Common(false, List.of(), Set.of(), false, true, Optional.empty(), Optional.empty());
    assertThat(problems()).isEmpty();
  }

  @Test
  void waitingIsCheckedAgainstNicsAndPower() {
    playbook.nic("eth0");
    playbook.power = Power.OFF;
    playbook.waitFor =
        new WaitForSpec(
            Optional.empty(), Optional.of("eth1"), Optional.of(70000), Optional.empty());
    assertThat(problems())
        .containsExactly(
            new Problem("wait_for.tcp", "`70000` is no TCP port: expected 1 to 65535"),
            new Problem("wait_for.ip", "there is no NIC `eth1` in `networks`: it has `eth0`"),
            new Problem("wait_for", "an instance with `power: off` never becomes ready"));
  }

  @Test
  void whatAnImageAsksOfFlavorsAndThisOneDoesNotGiveIsAMistakeInIt() {
    playbook.traits =
        new ImageTraits(
            Optional.empty(),
            0,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.of(DataSize.ofGibibytes(40)),
            Optional.of(DataSize.ofGibibytes(64)),
            ImageHardware.UNSAID);

    assertThat(
            new InstanceKind()
                .desired(playbook.declaration(), playbook.resolved()).diagnostics().stream()
                    .map(Diagnostic::message))
        .containsExactly(
            "flavor `m1.small` gives disk of 10 GiB, image `ubuntu` asks for at least 40 GiB"
                + " (min_disk)",
            "flavor `m1.small` gives ram of 2 GiB, image `ubuntu` asks for at least 64 GiB"
                + " (min_ram)");
  }

  @Test
  void aDiskSmallerThanItsImageIsAMistakeInTheFlavor() {
    playbook.disk = Optional.of(DataSize.ofGibibytes(5));
    assertThat(
            new InstanceKind().desired(playbook.declaration(), playbook.resolved()).diagnostics())
        .containsExactly(
            Diagnostic.error(
                    "flavor `m1.small` has a disk of 5 GiB, image `ubuntu` needs 10 GiB",
                    Machines.FLAVOR_DISK)
                .withRelated(List.of(new Diagnostic.Related("used here", Machines.AT)))
                .withHint("give the flavor a larger disk, or none to keep the image's"));
  }

  @Test
  void secretUserDataIsWarnedAbout() {
    playbook.userData = Optional.of(Value.known(new Content("x")));
    playbook.fields.put("user_data", new Field(Machines.AT, true, List.of()));
    assertThat(
            new InstanceKind().desired(playbook.declaration(), playbook.resolved()).diagnostics())
        .containsExactly(
            Diagnostic.warning(
                "user_data of `instance.web-1` holds a secret, and vCenter shows guestinfo to"
                    + " whoever may read the VM",
                Machines.AT));
  }

  @Test
  void notesThatHoldASecretAreWarnedAbout() {
    playbook.annotation = Optional.of("x");
    playbook.fields.put("annotation", new Field(Machines.AT, true, List.of()));
    assertThat(
            new InstanceKind().desired(playbook.declaration(), playbook.resolved()).diagnostics())
        .containsExactly(
            Diagnostic.warning(
                "annotation of `instance.web-1` holds a secret, and vCenter shows notes to whoever"
                    + " may read the VM",
                Machines.AT));
  }

  @Test
  void anInstanceIsReadyWhenItsNicHasAnAddressThatOthersCanReach() {
    playbook.nic("eth0");
    playbook.waitFor =
        new WaitForSpec(Optional.empty(), Optional.of("eth0"), Optional.empty(), Optional.empty());
    Item vm = Machines.made(playbook);
    String mac = playbook.desired().nics().get(0).mac().orElseThrow();
    InstanceKind kind = new InstanceKind();
    assertThat(kind.ready(playbook.desired(), Machines.state(vm), Set.of()))
        .isEqualTo(
            new Readiness.NotYet("power on, VMware Tools not running, eth0 without address"));
    assertThat(
            kind.ready(
                playbook.desired(),
                Machines.state(Machines.withAddress(vm, mac, "fe80::1", "169.254.1.1")),
                Set.of()))
        .isEqualTo(
            new Readiness.NotYet("power on, VMware Tools not running, eth0 fe80::1 169.254.1.1"));
    assertThat(
            kind.ready(
                playbook.desired(),
                Machines.state(Machines.withAddress(vm, mac, "10.0.0.7")),
                Set.of()))
        .isEqualTo(Readiness.ready());
  }

  @Test
  void anInstanceThatWaitsForAPortIsReadyWhenItsFirstAddressAnswers() {
    playbook.nic("eth0");
    playbook.waitFor =
        new WaitForSpec(Optional.empty(), Optional.empty(), Optional.of(22), Optional.empty());
    Item vm = Machines.made(playbook);
    String mac = playbook.desired().nics().get(0).mac().orElseThrow();
    InstanceKind kind = new InstanceKind();
    assertThat(kind.ready(playbook.desired(), Machines.state(vm), Set.of()))
        .isEqualTo(
            new Readiness.NotYet("power on, VMware Tools not running, eth0 without address"));
    assertThat(
            kind.ready(
                playbook.desired(),
                Machines.state(Machines.withAddress(vm, mac, "10.0.0.5")),
                Set.of()))
        .isEqualTo(new Readiness.WhenReachable("10.0.0.5", 22, "nothing answers on 10.0.0.5:22"));
  }

  @Test
  void aWordAndAPortAreNotBothWaitedFor() {
    playbook.nic("eth0");
    playbook.waitFor =
        new WaitForSpec(
            Optional.of(WaitForSpec.Until.TOOLS),
            Optional.empty(),
            Optional.of(22),
            Optional.empty());
    assertThat(problems())
        .containsExactly(
            new Problem("wait_for", "give either a word or `ip` and `tcp`, as in {tcp: 22}"));
  }

  @Test
  void attributesAreNovasWordsWithTheDeclaredAddressUntilToolsReportOne() {
    playbook.networks.put("eth0", nic("10.0.0.11/24", "10.0.0.1"));
    Item vm = Machines.made(playbook);
    String mac = playbook.desired().nics().get(0).mac().orElseThrow();
    InstanceKind kind = new InstanceKind();
    assertThat(kind.attributes(Machines.state(vm)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("id", playbook.desired().head().uuid()),
                Map.entry("name", "web-1"),
                Map.entry("path", "/DC0/vm/ci/web-1"),
                Map.entry("ip", "10.0.0.11"),
                Map.entry("ips", List.of("10.0.0.11")),
                Map.entry("mac", mac),
                Map.entry("status", "ACTIVE"),
                Map.entry("task_state", "-"),
                Map.entry("power_state", "Running"),
                Map.entry("networks", "private=10.0.0.11"),
                Map.entry("host", "esx01")));
    assertThat(kind.attributes(Machines.state(Machines.withAddress(vm, mac, "10.0.0.99"))))
        .containsEntry("ip", "10.0.0.99")
        .containsEntry("networks", "private=10.0.0.99");
  }

  @Test
  void asManyAreClonedFromADatastoreAtOnceAsTheConnectionSays() {
    assertThat(new InstanceKind().takes(playbook.desired()))
        .containsExactly(new LockKey("clones from nas1", 5));
  }

  @Test
  void thePlansLineNamesFlavorAndNetworks() {
    playbook.networks.put("eth0", nic("10.0.0.11/24", "10.0.0.1"));
    assertThat(new InstanceKind().summary(playbook.desired()))
        .isEqualTo("m1.small, eth0=private 10.0.0.11");
  }
}
