package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.CustomizationGlobalIPSettings;
import com.vmware.vim25.CustomizationLinuxOptions;
import com.vmware.vim25.CustomizationLinuxPrep;
import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.CustomizationSpecInfo;
import com.vmware.vim25.CustomizationSpecItem;
import com.vmware.vim25.CustomizationVirtualMachineName;
import com.vmware.vim25.GuestNicInfo;
import dev.provision.acceptance.GuestTargets.Bed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
        wait_for: {ip: eth1, timeout: 1 min}
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

  private static String host(Bed bed) throws InterruptedException {
    String host = bed.vim.property(bed.at("/DC0/vm/ci/web"), "guest.hostName", String.class);
    for (int i = 0; host == null && i < 1000; i++) {
      TimeUnit.MILLISECONDS.sleep(5);
      host = bed.vim.property(bed.at("/DC0/vm/ci/web"), "guest.hostName", String.class);
    }
    return host;
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
  void aGuestIsSetUpOnceByMacAndALaterWishIsToldAndNotDone(Supplier<Target> place)
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
    assertThat(bed.target.hand().vm("/DC0/vm/ci/web").toString()).doesNotContain(CANARY);
  }

  private static void storedSpecs(Bed bed) throws InterruptedException {
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
