package dev.provision.vsphere.kind.object;

import dev.provision.spi.KindInfo;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.rows.Rows;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a kind of inventory objects declares as data. Its decisions are methods of {@link
 * ObjectForm}.
 *
 * @param managed the managed object type, {@code ResourcePool}
 * @param rows its fields; {@link Rows#none} when it has only a name and a place
 * @param holding properties that list the contents of an object; read in the step that deletes it
 * @param activities what it takes to make, mark, change, move and delete one
 * @param whyNotOnHost why a single ESXi host has no such object, and what to do
 * @param <S> the spec
 * @param <T> the API's spec object that the rows write into
 */
public record ObjectType<S extends Record, T>(
    KindInfo info,
    Class<S> spec,
    String managed,
    ObjectTop top,
    Rows<S, Item, T> rows,
    ObjectCalls<T> calls,
    List<String> holding,
    Set<Activity> activities,
    String whyNotOnHost) {
  /** The attributes that all these kinds have. */
  public static final List<KindInfo.Attribute> ATTRIBUTES =
      List.of(
          new KindInfo.Attribute("path", "its inventory path"),
          new KindInfo.Attribute("id", "its managed object id"));

  /** These attributes and the kind's own. */
  public static List<KindInfo.Attribute> attributes(List<KindInfo.Attribute> more) {
    return Stream.concat(ATTRIBUTES.stream(), more.stream()).toList();
  }

  /**
   * A {@link #whyNotOnHost} for a host that has such objects, but none that we could mark as ours.
   */
  public static final String NO_MARKS =
      "it keeps no custom attributes, so nothing could be marked as ours; leave it out";
}
