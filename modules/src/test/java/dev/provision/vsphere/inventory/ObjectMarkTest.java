package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectMarkTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "ci");
  private static final ObjectMark MARK = ObjectMark.of(SHOP, new Address("folder", "team"));

  @Test
  void isReadableByPeopleAndReadBackAsItWasWritten() {
    assertThat(MARK.toString()).isEqualTo("shop/ci | folder.team");
    ObjectMark all = new ObjectMark("shop/ci", "folder.team", true, true);
    assertThat(all.toString()).isEqualTo("shop/ci | folder.team | adopted | protect");
    assertThat(ObjectMark.parse(MARK.toString())).contains(MARK);
    assertThat(ObjectMark.parse(all.toString())).contains(all);
  }

  @Test
  void takesNothingElseForAMark() {
    for (String text : new String[] {"", "mine", " | folder.team", "ci | ", null}) {
      assertThat(ObjectMark.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void isOfItsOwnEnvironmentAlone() {
    assertThat(MARK.isOf(SHOP)).isTrue();
    assertThat(MARK.isOf(new EnvironmentId("", "ci"))).isFalse();
  }

  @Test
  void isFoundByTheKeyThatTheServerGaveTheAttribute() {
    World world = new World();
    ManagedObjectReference folder =
        world.add("Folder", "team", world.at("/DC0/vm"), Map.of("customValue", values(7)));
    ManagedObjectReference other =
        world.add("Folder", "other", world.at("/DC0/vm"), Map.of("customValue", values(8)));
    Inventory read = world.inventory();
    assertThat(ObjectMark.read(read.get(folder).orElseThrow(), read)).contains(MARK);
    assertThat(ObjectMark.read(read.get(other).orElseThrow(), read)).isEmpty();
  }

  private static CustomFieldValue[] values(int key) {
    CustomFieldStringValue value = new CustomFieldStringValue();
    value.setKey(key);
    value.setValue(MARK.toString());
    return new CustomFieldValue[] {value};
  }
}
