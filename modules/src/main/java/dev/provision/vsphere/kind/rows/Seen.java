package dev.provision.vsphere.kind.rows;

import dev.provision.vsphere.inventory.Item;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What was read for one field. A value that could not be read never counts as a difference. */
public sealed interface Seen<V> {
  record Known<V>(V value) implements Seen<V> {
    public Known {
      Objects.requireNonNull(value);
    }
  }

  /** The server has no value. */
  record NotSet<V>() implements Seen<V> {}

  /**
   * The value is unknown: the account may not read it, its host is disconnected, or its value is an
   * enum constant newer than this program.
   */
  record Unknown<V>(String why) implements Seen<V> {
    public Unknown {
      Objects.requireNonNull(why);
    }
  }

  /** The value of an optional field of the API; null means not set. */
  static <V> Seen<V> of(V value) {
    return value == null ? new NotSet<>() : new Known<>(value);
  }

  /**
   * The value of an enumeration that the server always sets: null means an enum constant newer than
   * this program, which the wire reads as absent.
   */
  static <V> Seen<V> word(V value) {
    return value == null ? new Unknown<>("its value is a word of a newer API") : new Known<>(value);
  }

  /**
   * A property of an object. {@code HostSystem.config} and {@code .capability} are absent while the
   * host is disconnected (vSphere API, HostSystem); a host that shows another part of them has no
   * value.
   */
  static <V> Seen<V> of(Item item, String path, Class<V> type) {
    Optional<V> value = item.get(path, type);
    if (value.isPresent()) {
      return new Known<>(value.get());
    }
    if (item.missing().containsKey(path)) {
      return new Unknown<>(item.missing().get(path));
    }
    boolean hidden =
        item.type().equals("HostSystem")
            && path.startsWith("config.")
            && item.properties().keySet().stream().noneMatch(each -> each.startsWith("config."));
    return hidden ? new Unknown<>("its host shows no configuration") : new NotSet<>();
  }

  /** The same for a part of the value; a null part is not set. */
  default <P> Seen<P> map(Function<V, P> part) {
    return then(value -> Seen.of(part.apply(value)));
  }

  default <P> Seen<P> then(Function<V, Seen<P>> part) {
    if (this instanceof Known<V> known) {
      return part.apply(known.value());
    }
    if (this instanceof Unknown<V> unknown) {
      return new Unknown<>(unknown.why());
    }
    return new NotSet<>();
  }

  /** The value; empty when it is not set or unknown. */
  default Optional<V> known() {
    return this instanceof Known<V> known ? Optional.of(known.value()) : Optional.empty();
  }
}
