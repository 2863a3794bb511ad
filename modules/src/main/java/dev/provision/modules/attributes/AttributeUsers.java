package dev.provision.modules.attributes;

import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertySpec;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which objects have a value of an attribute, as it is now. For one step. */
final class AttributeUsers {
  private static final List<String> OF_A_VM =
      List.of(
          "summary.config.instanceUuid",
          Marks.property(Marks.UUID),
          Marks.property(Marks.ENVIRONMENT));

  private final VsphereWriter write;

  AttributeUsers(VsphereWriter write) {
    this.write = write;
  }

  /**
   * Paths of objects with a value that the environment does not own.
   *
   * @throws ModuleException when the values of an object cannot be read
   */
  List<String> others(int key, String environment) throws ModuleException {
    List<String> others = new ArrayList<>();
    for (ObjectContent answer : all()) {
      Item item = Items.of(answer);
      String why = item.missing().get(CustomFields.VALUES);
      if (why != null) {
        throw ModuleException.refused(
            "the values of `"
                + path(item)
                + "` cannot be read, so nobody knows who uses it: "
                + why);
      }
      if (has(item, key) && !owner(item).equals(Optional.of(environment))) {
        others.add(path(item));
      }
    }
    others.sort(null);
    return others;
  }

  private static boolean has(Item item, int key) {
    return item.get(CustomFields.VALUES, CustomFieldValue[].class).stream()
        .flatMap(Stream::of)
        .anyMatch(
            value ->
                value.getKey() == key
                    && value instanceof CustomFieldStringValue text
                    && text.getValue() != null
                    && !text.getValue().isEmpty());
  }

  private Optional<String> owner(Item item) {
    return item.type().equals("VirtualMachine")
        ? Marks.owned(item)
        : ObjectMark.read(item, write.inventory()).map(ObjectMark::environment);
  }

  private String path(Item item) {
    return write.inventory().get(item.ref()).isPresent()
        ? write.inventory().path(item.ref()).toString()
        : item.shown();
  }

  /** Every object of the inventory. */
  private List<ObjectContent> all() throws ModuleException {
    List<PropertySpec> properties = new ArrayList<>();
    for (String viewed : ManagedTypes.VIEWED) {
      for (String type : ManagedTypes.withSubtypes(viewed)) {
        List<String> paths = new ArrayList<>(List.of("name", "parent", CustomFields.VALUES));
        paths.addAll(type.equals("VirtualMachine") ? OF_A_VM : List.of());
        properties.add(ReadSpecs.properties(type, paths));
      }
    }
    return write.call(
        api -> {
          ManagedObjectReference root = write.content().getRootFolder();
          ManagedObjectReference view =
              api.createContainerView(
                  write.content().getViewManager(),
                  root,
                  ManagedTypes.VIEWED.toArray(String[]::new),
                  true);
          List<ObjectSpec> objects =
              List.of(ReadSpecs.object(root), ReadSpecs.behind(view, "ContainerView", "view"));
          try {
            return new Retrieval(api, write.content().getPropertyCollector(), VsphereWriter.PAGE)
                .all(ReadSpecs.filter(objects, properties));
          } finally {
            api.destroyView(view);
          }
        });
  }
}
