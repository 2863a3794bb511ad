package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.OptionValue;
import dev.provision.vsphere.wire.Wire;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static final String UUID = "1b158839-f8aa-839e-8c92-622e9d2906de";

  private static OptionValue option(String key, String value) {
    OptionValue option = new OptionValue();
    option.setKey(key);
    option.setValue(value);
    return option;
  }

  /** As the light pass reads it: each mark by its own path. */
  private static Item light(String uuid, String markedFor) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("summary.config.instanceUuid", uuid);
    properties.put(Marks.property(Marks.UUID), option(Marks.UUID, markedFor));
    properties.put(Marks.property(Marks.ENVIRONMENT), option(Marks.ENVIRONMENT, "ci"));
    return new Item(Wire.reference("VirtualMachine", "vm-1"), properties, Map.of());
  }

  @Test
  void areReadByKeyInTheLightPass() {
    assertThat(Marks.property(Marks.UUID)).isEqualTo("config.extraConfig[\"provision.uuid\"]");
    assertThat(Marks.of(light(UUID, UUID), Marks.ENVIRONMENT)).isEqualTo("ci");
    assertThat(Marks.of(light(UUID, UUID), Marks.ADDRESS)).isEmpty();
  }

  @Test
  void areReadFromTheWholeInTheFullPassWithoutWhatIsEmpty() {
    OptionValue[] all = {option(Marks.ADDRESS, "instance.web-1"), option(Marks.PROTECT, "")};
    Item full =
        new Item(
            Wire.reference("VirtualMachine", "vm-1"), Map.of("config.extraConfig", all), Map.of());
    assertThat(Marks.extraConfig(full)).isEqualTo(Map.of(Marks.ADDRESS, "instance.web-1"));
    assertThat(Marks.of(full, Marks.ADDRESS)).isEqualTo("instance.web-1");
  }

  @Test
  void aVmIsOwnedOnlyWhenItsMarksWereWrittenForItsOwnUuid() {
    assertThat(Marks.owned(light(UUID, UUID.toUpperCase(java.util.Locale.ROOT)))).contains("ci");
    assertThat(Marks.owned(light("50000000-0000-0000-0000-000000000001", UUID))).isEmpty();
  }

  @Test
  void theLightPassReadsNothingThatACloneSpecDoesNotSet() {
    assertThat(Marks.KEYS).containsAll(Marks.LIGHT).doesNotHaveDuplicates();
  }
}
