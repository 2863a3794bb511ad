package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.CustomizationFailed;
import com.vmware.vim25.CustomizationGlobalIPSettings;
import com.vmware.vim25.CustomizationLinuxOptions;
import com.vmware.vim25.CustomizationLinuxPrep;
import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.CustomizationSpecInfo;
import com.vmware.vim25.CustomizationSpecItem;
import com.vmware.vim25.CustomizationVirtualMachineName;
import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.VmEventArgument;
import dev.provision.acceptance.GuestTargets.Bed;
import dev.provision.referee.NeedsReferee;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a guest has that vCenter set up when its instance was made. */
class CustomizationTest {
  private static final String CANARY = "canary-9d1f-admin";

  @TempDir Path folder;

  private static String play(String customization) {
    return GuestTargets.play(
        """
        networks:
          eth0: private
          eth1:
            network: private
            mac: 00:50:56:00:00:09
            fixed_ip: [10.0.0.11/24, "fd00::11/64"]
            gateway: 10.0.0.1
            dns: [10.0.0.2]
            search: [lab.example.org]
        customization: %s
        """
            .formatted(customization));
  }

  /** vcsim gives a guest no address of IPv6 (virtual_machine.go:3047, {@code Adapter.Ip} alone). */
  private static String[] addresses(Bed bed) {
    return bed.target.bootsGuests()
        ? new String[] {"10.0.0.11", "fd00::11"}
        : new String[] {"10.0.0.11"};
  }

  private static Map<String, GuestNicInfo> nics(Bed bed, String path) {
    return Arrays.stream(bed.vim.property(bed.at(path), "guest.net", GuestNicInfo[].class))
        .collect(Collectors.toMap(GuestNicInfo::getMacAddress, Function.identity()));
  }

  private static String host(Bed bed) {
    return bed.vim.property(bed.at("/DC0/vm/ci/web"), "guest.hostName", String.class);
  }

  private static final String LOG = "/tmp/vmware-imc/guest.log";

  /**
   * It fails in the guest after the clone. On vcsim that is over before the clone's task is
   * (virtual_machine.go:2869), so there somebody says later that it failed: to the VM, where that
   * tells how it went, and in an event.
   */
  private static Provisioning.Ended fails(Bed bed, boolean tellsItself) {
    if (bed.target instanceof SimulatorTarget simulator) {
      simulator.refuses("CustomizeVM_Task", true);
      Provisioning.Ended made = bed.provision.apply();
      assertThat(made.exit()).as(made.all()).isEqualTo(1);
      assertThat(made.out())
          .contains(
              "not converged: customization is failed: NoPermission, by a rule of the lab; its log"
                  + " in the guest is /var/log/vmware-imc/toolsDeployPkg.log, declared done");
      return bed.provision.plan();
    }
    Provisioning.Ended made = bed.provision.apply();
    assertThat(made.exit()).as(made.all()).isZero();
    String info = "SET.guest.customizationInfo.";
    if (tellsItself) {
      ((VcsimTarget) bed.target)
          .referee()
          .govc(
              "vm.change",
              "-vm",
              "/DC0/vm/ci/web",
              "-e",
              info + "customizationStatus=TOOLSDEPLOYPKG_FAILED",
              "-e",
              info + "errorMsg=no such disk");
    }
    CustomizationFailed event = new CustomizationFailed();
    event.setCreatedTime(Calendar.getInstance());
    event.setUserName("");
    event.setFullFormattedMessage("no such disk");
    event.setLogLocation(LOG);
    event.setTemplate(false);
    event.setVm(new VmEventArgument());
    event.getVm().setName("web");
    event.getVm().setVm(bed.at("/DC0/vm/ci/web"));
    Vim.asked(
        () -> {
          bed.vim.api().postEvent(bed.vim.content().getEventManager(), event, null);
          return null;
        });
    return bed.provision.plan();
  }

  private void aFailureIsTold(Target target, boolean tellsItself) throws Exception {
    try (Bed bed = new Bed(target, folder, play("linux"))) {
      Provisioning.Ended planned = fails(bed, tellsItself);
      assertThat(planned.exit()).as(planned.all()).isZero();
      assertThat(planned.out())
          .contains("`customization`: failed")
          .contains(
              target.bootsGuests()
                  ? "toolsDeployPkg.log"
                  : tellsItself ? "no such disk" : "An error")
          .contains(target.bootsGuests() ? "by a rule of the lab" : LOG)
          .contains("-> done only with a new one (a guest is customized while its VM is made)")
          .contains("--replace instance.web makes it");
      bed.nothingIsLeft();
      assertThat(bed.provision.apply().out()).contains("`customization`: failed");
      Provisioning.Ended again =
          bed.provision.apply("--replace", "instance.web", "--allow", "replace");
      assertThat(again.exit()).as(again.all()).isZero();
      assertThat(host(bed)).isEqualTo("web");
      assertThat(bed.provision.plan().out()).doesNotContain("customization");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void aGuestThatIsNotCustomizedIsToldUntilItIsMadeAnew(Supplier<Target> place) throws Exception {
    aFailureIsTold(place.get(), true);
  }

  @Test
  void anInstanceIsMadeWhenItsGuestIsCustomizedAndNotBefore() throws Exception {
    Target slow =
        new SimulatorTarget(
            SimulatorTarget.LAB.replace("guest_delay: 10 ms", "guest_delay: 300 s"));
    String seed = play("{type: linux, hostname: front}").replace("DC0_C0_RP0_VM0", "DC0_SEED");
    try (Bed bed = new Bed(slow, folder, seed)) {
      Provisioning.Ended made = bed.provision.apply();

      assertThat(made.exit()).as(made.all()).isZero();
      assertThat(made.out()).contains("its guest is being customized");
      assertThat(host(bed)).isEqualTo("front");
    }
  }

  @Test
  @NeedsReferee
  void aServerBeforeVsphere7SaysItInItsEventsAlone() throws Exception {
    aFailureIsTold(new VcsimTarget("-api-version", "6.7.3"), false);
  }

  private static void store(Bed bed, String name) {
    CustomizationLinuxPrep linux = new CustomizationLinuxPrep();
    linux.setHostName(new CustomizationVirtualMachineName());
    linux.setDomain("stored.example.org");
    CustomizationSpec spec = new CustomizationSpec();
    spec.setOptions(new CustomizationLinuxOptions());
    spec.setIdentity(linux);
    spec.setGlobalIPSettings(new CustomizationGlobalIPSettings());
    spec.getGlobalIPSettings().setDnsSuffixList(new String[] {"stored.example.org"});
    CustomizationSpecItem item = new CustomizationSpecItem();
    item.setInfo(new CustomizationSpecInfo());
    item.getInfo().setName(name);
    item.getInfo().setDescription("");
    item.getInfo().setType("Linux");
    item.setSpec(spec);
    Vim.asked(
        () -> {
          bed.vim
              .api()
              .createCustomizationSpec(bed.vim.content().getCustomizationSpecManager(), item);
          return null;
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void aGuestIsSetUpOnceByMacAndALaterChangeIsReportedAndNotMade(Supplier<Target> place)
      throws Exception {
    try (Bed bed = new Bed(place.get(), folder, play("{type: linux, hostname: front}"))) {
      bed.target.resetCalls();
      Provisioning.Ended made = bed.provision.apply();
      assertThat(made.exit()).as(made.all()).isZero();
      assertThat(bed.target.mutating()).containsEntry("CloneVM_Task", 1);
      GuestNicInfo nic = nics(bed, "/DC0/vm/ci/web").get("00:50:56:00:00:09");
      assertThat(nic.getIpAddress()).containsExactly(addresses(bed));
      assertThat(nic.getDnsConfig().getHostName()).isEqualTo("front");
      assertThat(nic.getDnsConfig().getDomainName()).isEqualTo("lab.example.org");
      assertThat(nic.getDnsConfig().getIpAddress()).containsExactly("10.0.0.2");
      assertThat(nic.getDnsConfig().getSearchDomain()).containsExactly("lab.example.org");
      assertThat(host(bed)).isEqualTo("front");
      bed.nothingIsLeft();

      bed.provision.rewrite(play("{type: linux, hostname: front, time_zone: Europe/Berlin}"));
      assertThat(bed.provision.plan().out())
          .contains("customization is not what it was made with")
          .contains("`--replace instance.web` would apply it");
      bed.nothingIsLeft();
      Provisioning.Ended replaced =
          bed.provision.apply("--replace", "instance.web", "--allow", "replace");
      assertThat(replaced.exit()).as(replaced.all()).isZero();
      assertThat(bed.provision.plan().out()).doesNotContain("customization");

      storedSpecs(bed);
      secretsStayHidden(bed);
    }
  }

  private static void secretsStayHidden(Bed bed) {
    bed.provision.with("ADMIN_PASSWORD", CANARY);
    bed.provision.rewrite(
        play("{type: windows, admin_password: \"${env.ADMIN_PASSWORD}\", auto_logon: 1}"));
    String[] replacing = {"--replace", "instance.web", "--allow", "replace"};
    Provisioning.Ended planned =
        bed.provision.plan("--replace", "instance.web", "--format", "json");
    Provisioning.Ended made = bed.provision.apply(replacing);
    assertThat(made.exit()).as(made.all()).isZero();
    assertThat(planned.all() + made.all()).doesNotContain(CANARY);
    assertThat(bed.target.otherClient().vm("/DC0/vm/ci/web").toString()).doesNotContain(CANARY);
  }

  private static void storedSpecs(Bed bed) {
    store(bed, "web-servers");
    bed.provision.rewrite(play("{spec: web-server}"));
    Provisioning.Ended missing = bed.provision.plan();
    assertThat(missing.exit()).isEqualTo(65);
    assertThat(missing.all())
        .contains("there is no customization spec `web-server` in vCenter: it has `")
        .contains("web-servers`");
    bed.provision.rewrite(play("{spec: web-servers, hostname: stored}"));
    Provisioning.Ended made =
        bed.provision.apply("--replace", "instance.web", "--allow", "replace");
    assertThat(made.exit()).as(made.all()).isZero();
    GuestNicInfo nic = nics(bed, "/DC0/vm/ci/web").get("00:50:56:00:00:09");
    assertThat(nic.getIpAddress()).containsExactly(addresses(bed));
    assertThat(nic.getDnsConfig().getSearchDomain()).containsExactly("stored.example.org");
    assertThat(host(bed)).isEqualTo("stored");
    bed.nothingIsLeft();
  }
}
