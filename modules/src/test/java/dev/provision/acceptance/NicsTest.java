package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.vmware.vim25.OpaqueNetworkSummary;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualE1000;
import com.vmware.vim25.VirtualE1000e;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualEthernetCardOpaqueNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualPCNet32;
import com.vmware.vim25.VirtualSriovEthernetCard;
import com.vmware.vim25.VirtualVmxnet;
import com.vmware.vim25.VirtualVmxnet2;
import com.vmware.vim25.VirtualVmxnet3;
import dev.provision.acceptance.GuestTargets.Bed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of every sort and NICs of every model, as the server has them in the end. */
class NicsTest {
  private static final String VM = "/DC0/vm/ci/web";

  @TempDir Path folder;

  private static String play(String opaque, String key, String nics) {
    return """
        name: ci
        vcenter: VCENTER
        images:
          base: {template: /DC0/vm/DC0_C0_RP0_VM0}
        networks:
          private: {port_group: VM Network}
          back: {port_group: "%s"}
          nsx: {port_group: "%s"}
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        instances:
          web:
            image: base
            flavor: small
            networks:
        """
            .formatted(key, opaque)
        + nics.indent(6);
  }

  private static final String FIRST =
      """
      a: {network: private, model: VirtualE1000, fixed_ip: 10.0.0.11/24, gateway: 10.0.0.1,
          addresses: ["10.0.0.12/24", "fd00::11/64"], gateway6: "fd00::1"}
      b: {network: back, model: e1000e}
      c: {network: nsx, model: pcnet}
      d: {network: private, model: sriov}
      e: {network: private, model: VirtualVmxnet, connected: false}
      f: {network: back, model: vmxnet2}
      g: private
      """;

  private static Map<String, VirtualEthernetCard> cards(VirtualMachineConfigInfo config) {
    Map<String, String> names = new LinkedHashMap<>();
    JsonObject marks = JsonParser.parseString(option(config, "provision.nics")).getAsJsonObject();
    marks
        .keySet()
        .forEach(name -> names.put(marks.getAsJsonObject(name).get("mac").getAsString(), name));
    Map<String, VirtualEthernetCard> cards = new LinkedHashMap<>();
    for (VirtualDevice device : config.getHardware().getDevice()) {
      if (device instanceof VirtualEthernetCard card) {
        cards.put(names.get(card.getMacAddress()), card);
      }
    }
    return cards;
  }

  private static String option(VirtualMachineConfigInfo config, String key) {
    for (OptionValue option : config.getExtraConfig()) {
      if (option.getKey().equals(key)) {
        return String.valueOf(option.getValue());
      }
    }
    return "";
  }

  /** What a card is connected to: a name, a key or an id. */
  private static String backing(VirtualEthernetCard card) {
    if (card.getBacking() instanceof VirtualEthernetCardDistributedVirtualPortBackingInfo port) {
      return port.getPort().getPortgroupKey();
    }
    return card.getBacking() instanceof VirtualEthernetCardOpaqueNetworkBackingInfo opaque
        ? opaque.getOpaqueNetworkId()
        : ((VirtualEthernetCardNetworkBackingInfo) card.getBacking()).getDeviceName();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.provision.acceptance.GuestTargets#all")
  void everyModelOnEveryNetworkIsMadeReadBackAndChanged(Supplier<Target> place) throws Exception {
    try (Bed bed = new Bed(place.get(), folder, "name: none\nvcenter: VCENTER\n")) {
      String id =
          bed.vim
              .property(bed.at("/DC0/network/DC0_NSX0"), "summary", OpaqueNetworkSummary.class)
              .getOpaqueNetworkId();
      String key = bed.vim.property(bed.at("/DC0/network/DC0_DVPG0"), "key", String.class);
      bed.provision.rewrite(play(id, key, FIRST));
      Provisioning.Ended made = bed.provision.apply();
      assertThat(made.exit()).as(made.all()).isZero();
      VirtualMachineConfigInfo config = bed.config(VM);
      Map<String, VirtualEthernetCard> cards = cards(config);
      assertThat(cards.values())
          .extracting(card -> (Object) card.getClass())
          .containsExactly(
              VirtualE1000.class,
              VirtualE1000e.class,
              VirtualPCNet32.class,
              VirtualSriovEthernetCard.class,
              VirtualVmxnet.class,
              VirtualVmxnet2.class,
              VirtualVmxnet3.class);
      assertThat(cards.values())
          .allMatch(card -> card.getAddressType().equals("manual"))
          .allMatch(VirtualEthernetCard::getWakeOnLanEnabled)
          .allMatch(card -> card.getConnectable().isAllowGuestControl());
      assertThat(cards.entrySet())
          .extracting(
              Map.Entry::getKey,
              each -> each.getValue().getConnectable().isStartConnected(),
              each -> each.getValue().getConnectable().isConnected())
          .containsExactly(
              tuple("a", true, true),
              tuple("b", true, true),
              tuple("c", true, true),
              tuple("d", true, true),
              tuple("e", false, false),
              tuple("f", true, true),
              tuple("g", true, true));
      assertThat(backing(cards.get("a"))).isEqualTo("VM Network");
      assertThat(backing(cards.get("b"))).isEqualTo(key);
      // vcsim has a port group of NSX for its opaque network, and puts it in the place of it
      boolean carried = bed.target instanceof VcsimTarget;
      String carrier =
          carried ? bed.vim.property(bed.at("/DC0/network/DC0_NSXPG0"), "key", String.class) : id;
      assertThat(backing(cards.get("c"))).isEqualTo(carrier);
      assertThat(cards.values()).extracting(VirtualDevice::getKey).doesNotHaveDuplicates();
      bed.nothingIsLeft();
      changes(bed, id, key, cards.get("a").getMacAddress());
    }
  }

  private static void changes(Bed bed, String id, String key, String mac) {
    List<String> nics = new ArrayList<>(FIRST.lines().toList());
    nics.set(0, nics.get(0).replace("VirtualE1000", "vmxnet3"));
    nics.set(2, nics.get(2).replace("back", "nsx"));
    nics.set(3, nics.get(3).replace("nsx", "private"));
    nics.set(5, nics.get(5).replace(", connected: false", ""));
    bed.provision.rewrite(play(id, key, String.join("\n", nics) + "\n"));
    assertThat(bed.provision.plan().steps())
        .contains("~  instance.web  changed in place")
        .contains("networks.a.model  e1000 -> vmxnet3")
        .contains("networks.b.network  DC0_DVPG0 -> DC0_NSX0")
        .contains("-> VM Network")
        .contains("networks.e.connected  false -> true");
    Provisioning.Ended changed = bed.provision.apply();
    assertThat(changed.exit()).as(changed.all()).isZero();
    Map<String, VirtualEthernetCard> cards = cards(bed.config(VM));
    assertThat(cards.get("a")).isExactlyInstanceOf(VirtualVmxnet3.class);
    assertThat(cards.get("a").getMacAddress()).isEqualTo(mac);
    assertThat(backing(cards.get("c"))).isEqualTo("VM Network");
    assertThat(cards.get("e").getConnectable().isConnected()).isTrue();
    bed.nothingIsLeft();

    pullCable(bed, cards.get("g"));
    assertThat(bed.provision.plan().steps())
        .contains("networks.g.connected  false -> true")
        .doesNotContain("networks.a");
    assertThat(bed.provision.apply().exit()).isZero();
    assertThat(cards(bed.config(VM)).get("g").getConnectable().isConnected()).isTrue();
    bed.nothingIsLeft();
  }

  private static void pullCable(Bed bed, VirtualEthernetCard card) {
    card.getConnectable().setConnected(false);
    card.getConnectable().setStartConnected(false);
    VirtualDeviceConfigSpec edit = new VirtualDeviceConfigSpec();
    edit.setOperation(VirtualDeviceConfigSpecOperation.edit);
    edit.setDevice(card);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {edit});
    bed.vim.ended(Vim.asked(() -> bed.vim.api().reconfigVM_Task(bed.at(VM), spec)));
  }
}
