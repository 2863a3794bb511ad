package dev.provision.vsphere.exported;

import dev.provision.spi.Fitted;
import dev.provision.spi.Problem;
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
 * The versions of the API in which a declared field has an effect. A server that does not have it
 * yet gets no plan: it would refuse the call. Where it has no effect any more, the plan says so,
 * and it is neither sent nor compared: a newer server may keep or drop it. Where it is deprecated,
 * the plan says so and it is sent as before.
 *
 * @param field as the playbook writes it, {@code vtpm} or {@code quota:disk_io_shares_level}
 * @param since the first version that has it; empty when all have it
 * @param deprecated the first version that calls it deprecated; empty when none does
 * @param until the first version without it; empty when none is known
 * @param what it asks for and when that came or ended, for the plan: {@code a vTPM, which came with
 *     vSphere 6.7}; empty when it is only deprecated
 * @param instead what people do instead, a sentence without a full stop; empty when nothing is
 *     known
 */
public record Meaning(
    String field,
    Optional<String> since,
    Optional<String> deprecated,
    Optional<String> until,
    String what,
    String instead) {
  public Meaning {
    since.ifPresent(ApiVersion::new);
    deprecated.ifPresent(ApiVersion::new);
    until.ifPresent(ApiVersion::new);
  }

  /** For a field that every server has. */
  public static Meaning everywhere(String field) {
    return new Meaning(field, Optional.empty(), Optional.empty(), Optional.empty(), "", "");
  }

  /** For a field that older servers do not have. */
  public static Meaning since(String field, String version, String what) {
    return new Meaning(field, Optional.of(version), Optional.empty(), Optional.empty(), what, "");
  }

  /** For a field that newer servers do not have. */
  public static Meaning until(String field, String version, String what) {
    return new Meaning(field, Optional.empty(), Optional.empty(), Optional.of(version), what, "");
  }

  /** The same for a field that newer servers call deprecated. */
  public Meaning deprecated(String version, String instead) {
    return new Meaning(field, since, Optional.of(version), until, what, instead);
  }

  /** The same below another field: {@code timeout} in {@code lacp.lag1}. */
  public Meaning below(String path) {
    return new Meaning(path + "." + field, since, deprecated, until, what, instead);
  }

  /** {@code since vSphere API 7.0}, {@code until vSphere API 9.0}, or several of them. */
  public String versions() {
    return Stream.of(
            since.map(first -> "since vSphere API " + first),
            deprecated.map(first -> "deprecated since vSphere API " + first),
            until.map(last -> "until vSphere API " + last))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  /** Why a server that uses this version cannot have it; empty when it is not too old. */
  public Optional<String> refusal(ApiVersion spoken) {
    return since
        .filter(first -> !spoken.isAtLeast(first))
        .map(
            first ->
                "`"
                    + field
                    + "` needs vSphere API "
                    + first
                    + ", and this server speaks API "
                    + spoken
                    + ": it is "
                    + what);
  }

  private boolean isGone(ApiVersion spoken) {
    return until.filter(spoken::isAtLeast).isPresent();
  }

  /** What the plan says about it on a server that has it no more or not for long. */
  public Optional<String> note(ApiVersion spoken) {
    String rest = instead.isEmpty() ? "" : "; " + instead;
    if (isGone(spoken)) {
      return Optional.of(
          "`"
              + field
              + "` means nothing on this server, which speaks API "
              + spoken
              + ": it is "
              + what
              + rest);
    }
    return deprecated
        .filter(spoken::isAtLeast)
        .map(
            first ->
                "`"
                    + field
                    + "` still works on this server, which speaks API "
                    + spoken
                    + ", and is deprecated since "
                    + first
                    + rest);
  }

  /**
   * What is wanted, without the fields that have no effect when calls use this version.
   *
   * @param all the limits of its fields
   * @param without makes a copy without these fields
   */
  public static <D> Fitted<D> fit(
      D desired, List<Meaning> all, BiFunction<D, Set<String>, D> without, ApiVersion spoken) {
    Set<String> fields = new LinkedHashSet<>();
    List<Fitted.Note> notes = new ArrayList<>();
    List<Problem> refused = new ArrayList<>();
    for (Meaning each : all) {
      Optional<String> refusal = each.refusal(spoken);
      refusal.ifPresent(why -> refused.add(new Problem(each.field(), why)));
      if (refusal.isEmpty()) {
        each.note(spoken).ifPresent(text -> notes.add(new Fitted.Note(each.field(), text)));
      }
      if (refusal.isPresent() || each.isGone(spoken)) {
        fields.add(each.field());
      }
    }
    return new Fitted<>(
        fields.isEmpty() ? desired : without.apply(desired, fields), notes, refused);
  }
}
