package dev.provision.simulator.inventory;

import static dev.provision.simulator.Bench.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.Bench;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomFieldsManagerTest {
  private Bench bench;
  private ManagedObjectReference manager;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB + "custom_attributes: {owner: VirtualMachine, site: global}\n");
    manager = bench.content.getCustomFieldsManager();
  }

  private CustomFieldDef field(String name) throws Exception {
    return Stream.of((CustomFieldDef[]) bench.read(manager, "field"))
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLabFileDefinesThemAndANameIsFreeForAnotherTypeOnly() throws Exception {
    assertThat(field("owner").getManagedObjectType()).isEqualTo("VirtualMachine");
    assertThat(field("site").getManagedObjectType()).isNull();
    bench.api.addCustomFieldDef(manager, "owner", "Folder", null, null);

    refused(
        DuplicateName.class,
        "The name 'owner' already exists.",
        () -> bench.api.addCustomFieldDef(manager, "owner", null, null, null));
    refused(
        DuplicateName.class,
        "The name 'site' already exists.",
        () -> bench.api.addCustomFieldDef(manager, "site", "Folder", null, null));
    refused(
        DuplicateName.class,
        "The name 'site' already exists.",
        () -> bench.api.renameCustomFieldDef(manager, field("owner").getKey(), "site"));
  }

  @Test
  void aValueGoesWithItsDefinitionAndOnlyObjectsOfItsTypeTakeIt() throws Exception {
    ManagedObjectReference folder = bench.find("DC0/vm");
    int site = field("site").getKey();
    bench.api.setField(manager, folder, site, "lab");
    assertThat((CustomFieldValue[]) bench.read(folder, "customValue")).hasSize(1);

    bench.api.removeCustomFieldDef(manager, site);

    assertThat(bench.read(folder, "customValue")).isNull();
    int owner = field("owner").getKey();
    refused(
        InvalidArgument.class,
        "A specified parameter was not correct: key: `owner` is for a VirtualMachine",
        () -> bench.api.setField(manager, folder, owner, "x"));
  }
}
