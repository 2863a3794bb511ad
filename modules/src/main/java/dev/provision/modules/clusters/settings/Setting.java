package dev.provision.modules.clusters.settings;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.OptionValue;
import dev.provision.modules.clusters.declaration.ApiWord;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.MapRow;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.places.DrsCluster;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Makes the rows of a cluster's settings: they read {@code configurationEx} and write a {@link
 * ClusterDraft}.
 */
public final class Setting {
  /** What came with vSphere 6.5. */
  public static final String SINCE = "6.5";

  private Setting() {}

  /** The configuration; unknown for one of another type. */
  public static Seen<ClusterConfigInfoEx> seen(Item cluster) {
    return Seen.of(cluster, DrsCluster.CONFIG, Object.class)
        .then(
            config ->
                config instanceof ClusterConfigInfoEx known
                    ? Seen.of(known)
                    : new Seen.Unknown<>("its configuration is of an unknown type"));
  }

  /**
   * @param wanted from the spec of the playbook
   * @param seen from the configuration; null for a value that is not set
   */
  static <V> FieldRow<ClusterSpec, Item, ClusterDraft, V> row(
      String field,
      Function<ClusterSpec, Optional<V>> wanted,
      Function<ClusterConfigInfoEx, V> seen,
      BiConsumer<ClusterDraft, V> put) {
    return FieldRow.of(
        field,
        DrsCluster.CONFIG,
        wanted,
        item -> seen(item).map(seen),
        (draft, value, old) -> put.accept(draft, value));
  }

  /** A field whose value is a word that the API writes in another way. */
  static <E extends Enum<E> & ApiWord> FieldRow<ClusterSpec, Item, ClusterDraft, String> word(
      String field,
      Class<E> type,
      Function<ClusterSpec, Optional<E>> wanted,
      Function<ClusterConfigInfoEx, String> seen,
      BiConsumer<ClusterDraft, String> put) {
    return row(field, spec -> wanted.apply(spec).map(ApiWord::api), seen, put)
        .saying(api -> ApiWord.word(type, api));
  }

  /** Advanced options, each a text. */
  static MapRow<ClusterSpec, Item, ClusterDraft, String> options(
      String field,
      Function<ClusterSpec, Map<String, String>> wanted,
      Function<ClusterConfigInfoEx, OptionValue[]> seen,
      Function<ClusterDraft, ClusterOptions> into) {
    return new MapRow<>(
        field,
        wanted,
        key -> Set.of(DrsCluster.CONFIG),
        (item, key) -> seen(item).map(config -> ClusterOptions.value(seen.apply(config), key)),
        String::equals,
        (draft, key, text, found) -> into.apply(draft).put(key, text),
        text -> text);
  }
}
