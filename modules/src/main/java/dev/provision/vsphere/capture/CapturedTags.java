package dev.provision.vsphere.capture;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.Tags;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tags and categories as they were read, and with each tag the objects that are known to have it.
 */
final class CapturedTags {
  private CapturedTags() {}

  static boolean isOne(ManagedObjectReference ref) {
    return Set.of(Tags.TAG, Tags.CATEGORY, Tags.SERVICE).contains(ref.getType());
  }

  static ObjectContent of(Item item, Snapshot seen) {
    Map<String, Object> kept = new LinkedHashMap<>(Tags.inACopy(item, seen).properties());
    if (item.type().equals(Tags.TAG)) {
      Set<ManagedObjectReference> on =
          new LinkedHashSet<>(
              List.of(
                  item.get(Tag.ATTACHED, ManagedObjectReference[].class)
                      .orElse(new ManagedObjectReference[0])));
      for (Item each : seen.contents().items().values()) {
        String[] tags = each.get(AddedProperties.TAGS, String[].class).orElse(new String[0]);
        if (Arrays.asList(tags).contains(item.ref().getVal())) {
          on.add(each.ref());
        }
      }
      kept.put(Tag.ATTACHED, on.toArray(ManagedObjectReference[]::new));
    }
    return Items.content(item.ref(), kept);
  }
}
