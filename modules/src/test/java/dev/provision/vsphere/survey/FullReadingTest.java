package dev.provision.vsphere.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.OptionValue;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Survey;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.wire.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FullReadingTest {
  private static final EnvironmentId CI = new EnvironmentId("shop", "ci");

  /** A declaration of an instance; its spec does not matter here. */
  private static Declaration<Secret> instance(String name, String formerly) {
    Common common =
        new Common(
            false,
            List.of(),
            Set.of(),
            false,
            false,
            Optional.of(formerly).filter(text -> !text.isEmpty()),
            Optional.empty());
    return new Declaration<>(
        new Address("instance", name),
        new Secret(""),
        common,
        Map.of(),
        List.of(),
        Span.of("site.yml"));
  }

  private static boolean wants(String uuid, String markedFor, Declaration<?>... declarations) {
    Map<String, Object> properties = new LinkedHashMap<>(Map.of("name", "vm"));
    properties.put("summary.config.instanceUuid", uuid);
    OptionValue mark = new OptionValue();
    mark.setKey(Marks.ENVIRONMENT);
    mark.setValue(markedFor);
    properties.put(Marks.property(Marks.ENVIRONMENT), mark);
    return FullReading.of(new Survey(CI, List.of(declarations)), List.of())
        .wants(
            new Item(Wire.reference("VirtualMachine", "vm-1"), properties, Map.of()),
            InventoryPath.parse("/DC0/vm/vm"));
  }

  private static String uuid(EnvironmentId environment, String name) {
    return Identity.instanceUuid(environment, new Address("instance", name));
  }

  @Test
  void wantsWhatTheEnvironmentOwnsByPrefixInWhateverCase() {
    assertThat(wants(uuid(CI, "gone"), "")).isTrue();
    assertThat(wants(uuid(CI, "gone").toUpperCase(Locale.ROOT), "")).isTrue();
    assertThat(wants(uuid(new EnvironmentId("", "ci"), "gone"), "")).isFalse();
  }

  @Test
  void wantsAnAdoptedVmByItsMark() {
    assertThat(wants("50000000-0000-0000-0000-000000000001", "shop/ci")).isTrue();
    assertThat(wants("50000000-0000-0000-0000-000000000001", "shop/ci-2")).isFalse();
  }

  @Test
  void wantsNothingElse() {
    assertThat(wants("50000000-0000-0000-0000-000000000001", "", instance("web", "old"))).isFalse();
  }
}
