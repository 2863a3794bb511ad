package dev.provision.declare;

import dev.provision.spi.Address;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.trait.Parted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The base and the late parts of one entry ({@link Parted}). */
final class Parts<S extends Record> {
  private final Parted<S, ?, ?, ?, ?> kind;
  private final Resource<S> whole;

  Parts(Parted<S, ?, ?, ?, ?> kind, Resource<S> whole) {
    this.kind = kind;
    this.whole = whole;
  }

  /** The base first. An entry that is to be absent has no late parts. */
  List<Resource<?>> all() {
    List<Resource<?>> all = new ArrayList<>();
    Common common = whole.declaration().common();
    Address last = whole.address();
    all.add(part(last, Optional.empty(), kind::base, field -> !isLate(field), common));
    for (Parted.Part<S> late : kind.lateParts()) {
      boolean isDeclared = whole.declaration().fields().keySet().stream().anyMatch(late::holds);
      if (isDeclared && !common.absent()) {
        Address address = new Address(last.kind(), whole.address().name() + "." + late.name());
        all.add(part(address, Optional.of(last), late.only(), late::holds, late(common)));
        last = address;
      }
    }
    return all;
  }

  private boolean isLate(String field) {
    return kind.lateParts().stream().anyMatch(late -> late.holds(field));
  }

  /** What the base sees to: that others come first, and that it had another name. */
  private static Common late(Common common) {
    return new Common(
        false,
        List.of(),
        common.tags(),
        common.protect(),
        common.adopt(),
        Optional.empty(),
        common.timeout());
  }

  /**
   * @param has which fields are its own
   */
  private Resource<S> part(
      Address address,
      Optional<Address> after,
      UnaryOperator<S> spec,
      Predicate<String> has,
      Common common) {
    Declaration<S> all = whole.declaration();
    List<Use> uses =
        whole.uses().stream().filter(use -> has.test(all.fieldAt(use.span()).orElse(""))).toList();
    return whole.part(address, after, uses, each -> narrowed(each, spec, has, common));
  }

  private static <S> Declaration<S> narrowed(
      Declaration<S> all, UnaryOperator<S> spec, Predicate<String> has, Common common) {
    return new Declaration<>(
        all.address(),
        spec.apply(all.spec()),
        common,
        all.fields(),
        all.references().stream().filter(reference -> has.test(reference.field())).toList(),
        all.span());
  }
}
