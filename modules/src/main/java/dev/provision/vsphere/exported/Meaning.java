package dev.provision.vsphere.exported;

import dev.provision.spi.Fitted;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * In which versions of the API a declared field means something. Where it means nothing, the plan
 * says so, and it is neither sent nor compared: an older server refuses it, and a newer one may
 * keep it or not.
 *
 * @param field as the playbook has it, {@code vtpm} or {@code quota:disk_io_shares_level}
 * @param since the first version that has it; empty where all have it
 * @param until the first version that has it no more; empty where none is known
 * @param what it asks for, with what became of it, for the plan: {@code a vTPM, which came with
 *     vSphere 6.7}
 */
public record Meaning(String field, Optional<String> since, Optional<String> until, String what) {
  public Meaning {
    since.ifPresent(ApiVersion::new);
    until.ifPresent(ApiVersion::new);
  }

  /** Of a field that older servers do not have. */
  public static Meaning since(String field, String version, String what) {
    return new Meaning(field, Optional.of(version), Optional.empty(), what);
  }

  /** Of a field that newer servers do not have. */
  public static Meaning until(String field, String version, String what) {
    return new Meaning(field, Optional.empty(), Optional.of(version), what);
  }

  /** {@code since vSphere API 7.0}, {@code until vSphere API 9.0}, or both. */
  public String versions() {
    return Stream.of(
            since.map(first -> "since vSphere API " + first),
            until.map(last -> "until vSphere API " + last))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  /** Whether it means something where this version is spoken. */
  public boolean holds(ApiVersion spoken) {
    return since.map(spoken::isAtLeast).orElse(true) && !until.map(spoken::isAtLeast).orElse(false);
  }

  /** Where {@link #holds} is false. */
  String note(ApiVersion spoken) {
    return "`"
        + field
        + "` means nothing on this server, which speaks API "
        + spoken
        + ": it is "
        + what;
  }

  /**
   * What is wanted, without what means nothing where this version is spoken.
   *
   * @param all of what is declared
   * @param without leaves these fields out
   */
  public static <D> Fitted<D> fit(
      D desired, List<Meaning> all, BiFunction<D, Set<String>, D> without, ApiVersion spoken) {
    Set<String> fields = new LinkedHashSet<>();
    List<String> notes = new ArrayList<>();
    for (Meaning each : all) {
      if (!each.holds(spoken)) {
        fields.add(each.field());
        notes.add(each.note(spoken));
      }
    }
    return new Fitted<>(fields.isEmpty() ? desired : without.apply(desired, fields), notes);
  }
}
