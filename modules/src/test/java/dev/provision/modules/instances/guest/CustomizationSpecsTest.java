package dev.provision.modules.instances.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.CustomizationAdapterMapping;
import com.vmware.vim25.CustomizationDhcpIpGenerator;
import com.vmware.vim25.CustomizationFixedIp;
import com.vmware.vim25.CustomizationFixedIpV6;
import com.vmware.vim25.CustomizationFixedName;
import com.vmware.vim25.CustomizationLinuxOptions;
import com.vmware.vim25.CustomizationLinuxPrep;
import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.CustomizationSysprep;
import com.vmware.vim25.CustomizationSysprepRebootOption;
import com.vmware.vim25.CustomizationWinOptions;
import dev.provision.modules.instances.Customizing;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.instances.Machines;
import dev.provision.modules.instances.Machines.Playbook;
import dev.provision.modules.instances.VmNotes;
import dev.provision.modules.instances.vm.GuestCustomization;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.inventory.Marks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomizationSpecsTest {
  private final Playbook playbook = new Playbook().nic("eth0");

  private static GuestCustomization linux(String hostname) {
    return Customizing.linux().hostname(hostname).made();
  }

  private static NicSpec dual() {
    return new NicSpec(
        new Ref("back"),
        List.of("10.0.0.11/20"),
        List.of("fd00::11/64"),
        Optional.of("10.0.0.1"),
        Optional.of("fd00::1"),
        List.of("10.0.0.2"),
        List.of("back.example.org"),
        List.of(),
        Optional.empty(),
        Optional.of("00:50:56:00:00:09"),
        Optional.empty(),
        Optional.empty());
  }

  private CustomizationSpec spec(GuestCustomization wanted) {
    playbook.customization = Optional.of(wanted);
    return CustomizationSpecs.of(playbook.desired().guest(), wanted);
  }

  private List<Problem> problems(GuestCustomization wanted) {
    playbook.customization = Optional.of(wanted);
    return new InstanceKind().validate(playbook.declaration());
  }

  @Test
  void everyNicIsSetByItsMac() {
    playbook.networks.put("eth1", dual());
    CustomizationSpec spec = spec(Customizing.linux().made());
    CustomizationAdapterMapping[] nics = spec.getNicSettingMap();
    assertThat(nics).hasSize(2);
    assertThat(nics[0].getMacAddress())
        .isEqualTo(playbook.desired().guest().nics().get(0).mac().orElseThrow());
    assertThat(nics[0].getAdapter().getIp()).isInstanceOf(CustomizationDhcpIpGenerator.class);
    assertThat(nics[1].getMacAddress()).isEqualTo("00:50:56:00:00:09");
    var adapter = nics[1].getAdapter();
    assertThat(((CustomizationFixedIp) adapter.getIp()).getIpAddress()).isEqualTo("10.0.0.11");
    assertThat(adapter.getSubnetMask()).isEqualTo("255.255.240.0");
    assertThat(adapter.getGateway()).containsExactly("10.0.0.1");
    assertThat(adapter.getDnsServerList()).containsExactly("10.0.0.2");
    assertThat(adapter.getDnsDomain()).isEqualTo("back.example.org");
    var v6 = (CustomizationFixedIpV6) adapter.getIpV6Spec().getIp()[0];
    assertThat(v6.getIpAddress()).isEqualTo("fd00::11");
    assertThat(v6.getSubnetMask()).isEqualTo(64);
    assertThat(adapter.getIpV6Spec().getGateway()).containsExactly("fd00::1");
    assertThat(spec.getGlobalIPSettings().getDnsServerList())
        .containsExactly("10.0.0.53", "10.0.0.2");
    assertThat(spec.getGlobalIPSettings().getDnsSuffixList())
        .containsExactly("lab.example.org", "back.example.org");
  }

  @Test
  void aLinuxGuestGetsItsNameDomainAndZone() {
    CustomizationSpec spec = spec(linux("front"));
    assertThat(spec.getOptions()).isInstanceOf(CustomizationLinuxOptions.class);
    CustomizationLinuxPrep linux = (CustomizationLinuxPrep) spec.getIdentity();
    assertThat(((CustomizationFixedName) linux.getHostName()).getName()).isEqualTo("front");
    assertThat(linux.getDomain()).isEqualTo("lab.example.org");
    assertThat(linux.getTimeZone()).isEqualTo("Europe/Berlin");
    assertThat(linux.getHwClockUTC()).isTrue();
    assertThat(playbook.desired().guest().hostname()).isEqualTo("front");
  }

  @Test
  void aWindowsGuestIsSysprepped() {
    Customizing once = Customizing.windows("110");
    once.once = List.of("cmd /c echo 1");
    CustomizationSpec spec = spec(once.made());
    CustomizationWinOptions options = (CustomizationWinOptions) spec.getOptions();
    assertThat(options.isChangeSID()).isTrue();
    assertThat(options.isDeleteAccounts()).isFalse();
    assertThat(options.getReboot()).isEqualTo(CustomizationSysprepRebootOption.reboot);
    CustomizationSysprep windows = (CustomizationSysprep) spec.getIdentity();
    assertThat(windows.getGuiUnattended().getPassword().getValue()).isEqualTo("s3cret");
    assertThat(windows.getGuiUnattended().getPassword().isPlainText()).isTrue();
    assertThat(windows.getGuiUnattended().getTimeZone()).isEqualTo(110);
    assertThat(windows.getGuiUnattended().isAutoLogon()).isTrue();
    assertThat(windows.getGuiUnattended().getAutoLogonCount()).isEqualTo(2);
    assertThat(windows.getUserData().getFullName()).isEqualTo("Ada");
    assertThat(windows.getUserData().getOrgName()).isEqualTo("Lab");
    assertThat(windows.getUserData().getProductId()).isEqualTo("AAAAA-BBBBB");
    assertThat(((CustomizationFixedName) windows.getUserData().getComputerName()).getName())
        .isEqualTo("web-1");
    assertThat(windows.getGuiRunOnce().getCommandList()).containsExactly("cmd /c echo 1");
    assertThat(windows.getIdentification().getJoinWorkgroup()).isEqualTo("WORKGROUP");
  }

  @Test
  void aWindowsGuestMayJoinADomain() {
    CustomizationSysprep windows =
        (CustomizationSysprep)
            spec(Customizing.windows("110").joins("corp.example.org").made()).getIdentity();
    var joined = windows.getIdentification();
    assertThat(joined.getJoinDomain()).isEqualTo("corp.example.org");
    assertThat(joined.getDomainAdmin()).isEqualTo("joiner");
    assertThat(joined.getDomainAdminPassword().getValue()).isEqualTo("j0in");
    assertThat(joined.getJoinWorkgroup()).isNull();
  }

  @Test
  void aStoredSpecKeepsItsWordsAndGetsOurNics() {
    playbook.networks.put("eth1", dual());
    playbook.customization = Optional.of(linux("front"));
    CustomizationSpec stored = spec(linux("stored"));
    ((CustomizationLinuxPrep) stored.getIdentity()).setTimeZone("Asia/Tokyo");
    stored.getNicSettingMap()[0].getAdapter().setDnsDomain("stored.example.org");
    stored.setEncryptionKey(new byte[] {1});
    CustomizationSpec made =
        CustomizationSpecs.stored(playbook.desired().guest(), linux("front"), stored);
    assertThat(((CustomizationLinuxPrep) made.getIdentity()).getTimeZone()).isEqualTo("Asia/Tokyo");
    assertThat(made.getEncryptionKey()).containsExactly(1);
    assertThat(made.getNicSettingMap())
        .extracting(CustomizationAdapterMapping::getMacAddress)
        .doesNotContainNull();
    assertThat(made.getNicSettingMap()[0].getAdapter().getDnsDomain())
        .isEqualTo("stored.example.org");
    assertThat(made.getNicSettingMap()[1].getAdapter().getIp())
        .isInstanceOf(CustomizationFixedIp.class);
  }

  @Test
  void whatCannotBeIsSaidAtOnce() {
    playbook.networks.put(
        "eth1", Playbook.nic(Optional.of("10.0.0.11/24"), Optional.of(NicSpec.GENERATED)));
    assertThat(
            problems(
                Customizing.windows("Berlin").hostname("a-name-of-a-host-that-is-long").made()))
        .containsExactly(
            new Problem(
                "customization.time_zone",
                "`Berlin` is no index of a time zone: windows wants Microsoft's number, as in 110"
                    + " for Berlin"),
            new Problem(
                "customization.hostname",
                "`a-name-of-a-host-that-is-long` is longer than the 15 characters of a windows"
                    + " name; give `hostname` a shorter one"),
            new Problem(
                "networks.eth1.mac",
                "customization finds NICs by their MAC, so it cannot be `generated`"));
    GuestCustomization both = Customizing.linux().stored("web").made();
    assertThat(problems(both))
        .contains(
            new Problem(
                "customization",
                "give either `type`, linux or windows, or `spec`, the name of one in vCenter"));
  }

  @Test
  void anotherCustomizationIsNotedAndIsNoChange() {
    playbook.customization = Optional.of(linux("web-1"));
    var made = Machines.made(playbook);
    assertThat(Machines.state(made).mark(Marks.CUSTOMIZATION)).startsWith("sha256:");
    GuestCustomization zone = Customizing.linux().made();
    playbook.customization = Optional.of(Customizing.windows("110").made());
    assertThat(new InstanceKind().diff(playbook.desired(), Machines.state(made))).isEmpty();
    assertThat(
            VmNotes.of(
                playbook.desired(),
                new Observation.Present<>(
                    Machines.state(made), "/DC0/vm/ci/web-1", Ownership.OWNED)))
        .containsExactly(
            "customization is not what it was made with; that works only while an instance is"
                + " made, so `--replace instance.web-1` would apply it");
    playbook.customization = Optional.of(zone);
    assertThat(
            VmNotes.of(
                playbook.desired(),
                new Observation.Present<>(
                    Machines.state(made), "/DC0/vm/ci/web-1", Ownership.OWNED)))
        .isEmpty();
  }

  @Test
  void theMarkHoldsNoDigestOfAPassword() {
    Customizing wanted = Customizing.windows("110").joins("corp");
    playbook.customization = Optional.of(wanted.made());
    String mark = VmCustomization.mark(playbook.desired().guest());
    wanted.password = Optional.of(new Secret("another"));
    wanted.productKey = Optional.empty();
    wanted.joining = Optional.of(new Secret("another"));
    playbook.customization = Optional.of(wanted.made());
    assertThat(VmCustomization.mark(playbook.desired().guest())).isEqualTo(mark);
  }

  @Test
  void whatOnlyCloudInitCanSetIsRefusedByName() {
    NicSpec nic = dual();
    playbook.networks.put(
        "eth1",
        new NicSpec(
            nic.network(),
            List.of("10.0.0.11/24", "fd00::11/64", "10.0.0.12/24"),
            List.of("fd00::12/64"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(new NicSpec.RouteSpec("10.8.0.0/16", "10.0.0.9")),
            Optional.of(9000),
            nic.mac(),
            Optional.empty(),
            Optional.empty()));
    String instead = "; leave it to cloud-init, without `customization`";
    assertThat(problems(Customizing.linux().made()))
        .containsExactly(
            new Problem(
                "networks.eth1.fixed_ip", "customization sets one IPv4 address a NIC" + instead),
            new Problem(
                "networks.eth1.routes",
                "customization sets a gateway and no other routes" + instead),
            new Problem("networks.eth1.mtu", "customization sets no MTU" + instead));
  }

  @Test
  void severalAddressesOfIpv6AreSetBesideOneOfIpv4() {
    NicSpec nic = dual();
    playbook.networks.put(
        "eth1",
        new NicSpec(
            nic.network(),
            List.of("10.0.0.11/24", "fd00::11/64"),
            List.of("fd00::12/64"),
            nic.gateway(),
            nic.gateway6(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            nic.mac(),
            Optional.empty(),
            Optional.empty()));
    GuestCustomization wanted = Customizing.linux().made();
    assertThat(problems(wanted)).isEmpty();
    assertThat(spec(wanted).getNicSettingMap()[1].getAdapter().getIpV6Spec().getIp())
        .extracting(ip -> ((CustomizationFixedIpV6) ip).getIpAddress())
        .containsExactly("fd00::11", "fd00::12");
  }
}
