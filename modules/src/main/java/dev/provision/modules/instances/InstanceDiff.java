package dev.provision.modules.instances;

import dev.provision.diagnostic.Span;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.vsphere.inventory.TextDigest;
import java.util.ArrayList;
import java.util.List;

/** What differs of a VM: each part of it decides about its own fields. */
final class InstanceDiff {
  private InstanceDiff() {}

  static List<Change> changes(InstanceDesired desired, InstanceState observed) {
    List<Change> changes = new ArrayList<>();
    VmMarks.identity(desired, observed).ifPresent(changes::add);
    VmImage.change(desired, observed).ifPresent(changes::add);
    changes.addAll(VmSize.changes(desired, observed));
    VmVersion.change(desired, observed).ifPresent(changes::add);
    changes.addAll(VmQuotas.changes(desired, observed));
    VmVideo.change(desired, observed).ifPresent(changes::add);
    VmPolicy.change(desired, observed).ifPresent(changes::add);
    VmSecureBoot.change(desired, observed).ifPresent(changes::add);
    VmTpm.change(desired, observed).ifPresent(changes::add);
    VmEncryption.change(desired, observed).ifPresent(changes::add);
    changes.addAll(VmDisks.changes(desired, observed));
    changes.addAll(ExtraDisks.changes(desired, observed));
    changes.addAll(VmNetworks.changes(desired, observed));
    changes.addAll(VmVolumes.changes(desired, observed));
    changes.addAll(VolumePolicies.changes(desired, observed));
    desired
        .spec()
        .annotation()
        .filter(text -> !text.equals(observed.annotation()))
        // a capture holds the digest alone
        .filter(text -> !TextDigest.of(text).equals(observed.annotation()))
        .map(text -> Change.inPlace(Reconfigure.ANNOTATION, shown(observed.annotation()), text))
        .ifPresent(changes::add);
    changes.addAll(VmGuest.changes(desired, observed));
    VmConfigDrive.change(desired, observed).ifPresent(changes::add);
    VmCustomization.change(desired, observed).ifPresent(changes::add);
    changes.addAll(VmPlace.changes(desired, observed));
    changes.addAll(VmMigration.changes(desired, observed));
    VmPower.change(desired, observed).ifPresent(changes::add);
    VmMarks.change(desired, observed, changes).ifPresent(changes::add);
    return changes;
  }

  private static String shown(String text) {
    return text.isEmpty() ? Change.ABSENT : text;
  }

  /** Where the value of a field stands; what the flavor sizes is written in the flavor. */
  static Span origin(Declaration<InstanceSpec> declaration, InstanceDesired desired, String field) {
    if (VmSize.FIELDS.contains(field) || field.equals(VmDisks.FIELD)) {
      return desired.sizing().where().getOrDefault(field, declaration.spanOf("flavor"));
    }
    if (FlavorFields.has(field)) {
      return FlavorFields.where(desired.sizing(), field, declaration.spanOf("flavor"));
    }
    return declaration.spanOf(field);
  }
}
