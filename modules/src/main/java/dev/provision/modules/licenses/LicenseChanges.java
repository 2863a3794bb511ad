package dev.provision.modules.licenses;

import com.vmware.vim25.KeyAnyValue;
import com.vmware.vim25.LicenseManagerLicenseInfo;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Licenses;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What differs of a license, and why a key cannot be used. */
final class LicenseChanges {
  private static final String ASSIGNED = "assigned";

  private LicenseChanges() {}

  static List<Change> of(LicenseDesired desired, LicenseState observed) {
    List<Change> changes = new ArrayList<>();
    if (!Licenses.isKey(observed.key(), desired.key())) {
      changes.add(
          Change.inPlace("key", "", "")
              .hidden("(sensitive)")
              .with(Effect.REPLACES, "a license is its key"));
    }
    Map<String, String> labels = Licenses.labels(observed.info());
    desired
        .spec()
        .labels()
        .forEach(
            (label, value) -> {
              String seen = labels.getOrDefault(label, Change.ABSENT);
              if (!seen.equals(value)) {
                changes.add(Change.inPlace("labels." + label, seen, value));
              }
            });
    boolean protect = observed.mark().map(ObjectMark::protect).orElse(false);
    if (observed.mark().isPresent() && protect != desired.protect()) {
      changes.add(
          Change.inPlace("protect", String.valueOf(protect), String.valueOf(desired.protect())));
    }
    for (Target each : desired.targets()) {
      Optional<LicenseManagerLicenseInfo> now =
          each.id(desired.vcenter(), observed.read()).flatMap(observed.all()::of);
      if (now.filter(info -> Licenses.isKey(info.getLicenseKey(), desired.key())).isEmpty()) {
        changes.add(Change.inPlace(each.field(), word(now), ASSIGNED).of(each));
      }
    }
    return changes;
  }

  private static String word(Optional<LicenseManagerLicenseInfo> now) {
    return now.map(LicenseManagerLicenseInfo::getName)
        .filter(name -> !name.isBlank())
        .orElse(Change.ABSENT);
  }

  /**
   * What the server says against a key: the properties {@code diagnostic} and {@code
   * expirationDate} of its answer.
   */
  static List<Problem> problems(LicenseDesired desired, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    Optional<LicenseManagerLicenseInfo> info =
        Licenses.of(read).flatMap(all -> all.decoded(desired.key()));
    info.map(LicenseManagerLicenseInfo::getProperties).map(List::of).orElse(List.of()).stream()
        .filter(each -> "diagnostic".equals(each.getKey()))
        .map(KeyAnyValue::getValue)
        .map(why -> String.valueOf(why).replace(desired.key(), "(sensitive)"))
        .forEach(why -> problems.add(new Problem("key", "vCenter does not take the key: " + why)));
    if (info.filter(LicenseChanges::isExpired).isPresent()) {
      problems.add(new Problem("key", "the license has expired"));
    }
    info.flatMap(each -> shortage(desired, each, read))
        .ifPresent(why -> problems.add(new Problem("assign", why)));
    return problems;
  }

  /**
   * By {@code expirationHours}, which the API names for evaluations; nobody has seen what a server
   * says of a key that is over.
   */
  private static boolean isExpired(LicenseManagerLicenseInfo info) {
    return Stream.of(info.getProperties() == null ? new KeyAnyValue[0] : info.getProperties())
        .filter(each -> "expirationHours".equals(each.getKey()))
        .anyMatch(each -> each.getValue() instanceof Number left && left.longValue() <= 0);
  }

  /**
   * Why it is not enough: each host takes one at least, more by its processors and cores. A total
   * of 0 is no limit.
   */
  private static Optional<String> shortage(
      LicenseDesired desired, LicenseManagerLicenseInfo decoded, Inventory read) {
    Licenses all = Licenses.of(read).orElseThrow();
    LicenseManagerLicenseInfo license =
        all.all().stream()
            .filter(each -> Licenses.isKey(each.getLicenseKey(), desired.key()))
            .findFirst()
            .orElse(decoded);
    int counted = license.getUsed() == null ? 0 : license.getUsed();
    int used = Math.max(counted, all.users(desired.key()).size());
    long added =
        desired.targets().stream()
            .filter(
                each ->
                    each.id(desired.vcenter(), read)
                        .flatMap(all::of)
                        .filter(has -> Licenses.isKey(has.getLicenseKey(), desired.key()))
                        .isEmpty())
            .count();
    return added > 0 && license.getTotal() > 0 && used + added > license.getTotal()
        ? Optional.of(
            "the license is for %d, %d are taken, and this needs %d more at least"
                .formatted(license.getTotal(), used, added))
        : Optional.empty();
  }
}
