package dev.provision.vsphere.doctor;

import dev.provision.spi.Declaration;
import dev.provision.spi.trait.Located;
import dev.provision.vsphere.kind.VsphereKind;
import java.util.List;

/** Which places a playbook makes that its connection names. */
public final class MadePlaces {
  private MadePlaces() {}

  /** Whether one of these places is made by a declaration. */
  public static boolean any(
      List<String> places, List<Declaration<?>> declared, List<VsphereKind<?, ?, ?>> kinds) {
    return declared.stream()
        .filter(each -> !each.common().absent())
        .anyMatch(
            each ->
                kinds.stream()
                    .filter(kind -> kind.info().kind().equals(each.address().kind()))
                    .filter(Located.class::isInstance)
                    .anyMatch(kind -> makes((Located<?, ?, ?, ?, ?>) kind, each, places)));
  }

  private static <S extends Record> boolean makes(
      Located<S, ?, ?, ?, ?> kind, Declaration<?> declared, List<String> places) {
    Declaration<S> typed =
        new Declaration<>(
            declared.address(),
            kind.spec().cast(declared.spec()),
            declared.common(),
            declared.fields(),
            declared.references(),
            declared.span());
    return places.stream().anyMatch(place -> kind.makes(typed, place));
  }
}
