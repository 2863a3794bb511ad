package dev.provision.vsphere.inventory;

import com.vmware.vim25.KeyValue;
import com.vmware.vim25.LicenseAssignmentManagerLicenseAssignment;
import com.vmware.vim25.LicenseManagerLicenseInfo;
import com.vmware.vim25.ManagedObjectReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The licenses of a vCenter, as a snapshot has them (vSphere API, {@code LicenseManager}). A key is
 * a secret: messages never have one, and a capture has digests instead. Immutable.
 */
public final class Licenses {
  public static final String TYPE = "LicenseManager";
  public static final String LICENSES = "licenses";
  public static final String ASSIGNER = "licenseAssignmentManager";

  /** What each license is assigned to, from {@code QueryAssignedLicenses}. */
  public static final String ASSIGNED = "provision.assigned";

  /** What the declared keys stand for, from {@code DecodeLicense}. */
  public static final String DECODED = "provision.decoded";

  /** The label of our mark. */
  public static final String LABEL = "provision";

  private static final String DIGEST = "sha256:";
  private static final String AT = " | at ";

  private final Item manager;

  private Licenses(Item manager) {
    this.manager = manager;
  }

  /** Empty where they were not read. */
  public static Optional<Licenses> of(Inventory read) {
    return read.all(TYPE).stream().findFirst().map(Licenses::new);
  }

  public ManagedObjectReference manager() {
    return manager.ref();
  }

  /** The manager that assigns them; empty where the server has none. */
  public Optional<ManagedObjectReference> assigner() {
    return manager.get(ASSIGNER, ManagedObjectReference.class);
  }

  /** Why they cannot be read; empty when they can. */
  public Optional<String> unread() {
    return Optional.ofNullable(manager.missing().get(LICENSES));
  }

  public List<LicenseManagerLicenseInfo> all() {
    return List.of(
        manager
            .get(LICENSES, LicenseManagerLicenseInfo[].class)
            .orElse(new LicenseManagerLicenseInfo[0]));
  }

  /** What the server says of a declared key. */
  public Optional<LicenseManagerLicenseInfo> decoded(String key) {
    return Stream.of(
            manager
                .get(DECODED, LicenseManagerLicenseInfo[].class)
                .orElse(new LicenseManagerLicenseInfo[0]))
        .filter(each -> isKey(each.getLicenseKey(), key))
        .findFirst();
  }

  /** The ids of what a license is assigned to. */
  public List<LicenseAssignmentManagerLicenseAssignment> users(String key) {
    return assignments().filter(each -> isKey(keyOf(each), key)).toList();
  }

  /** The license of an object; empty where it has none that is known. */
  public Optional<LicenseManagerLicenseInfo> of(String entity) {
    return assignments()
        .filter(each -> entity.equals(each.getEntityId()))
        .map(LicenseAssignmentManagerLicenseAssignment::getAssignedLicense)
        .findFirst();
  }

  private Stream<LicenseAssignmentManagerLicenseAssignment> assignments() {
    return Stream.of(
            manager
                .get(ASSIGNED, LicenseAssignmentManagerLicenseAssignment[].class)
                .orElse(new LicenseAssignmentManagerLicenseAssignment[0]))
        .filter(each -> each.getAssignedLicense() != null);
  }

  private static String keyOf(LicenseAssignmentManagerLicenseAssignment each) {
    return each.getAssignedLicense().getLicenseKey();
  }

  /** Whether a key of a server, or its digest in a copy, is this key. */
  public static boolean isKey(String seen, String key) {
    return seen != null && (seen.equalsIgnoreCase(key) || seen.equals(digest(key)));
  }

  /** What stands for a key where nobody may read it. */
  public static String digest(String key) {
    if (key == null || key.startsWith(DIGEST)) {
      return key;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(key.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      return DIGEST + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The labels of one, without our mark. */
  public static Map<String, String> labels(LicenseManagerLicenseInfo license) {
    Map<String, String> labels = new TreeMap<>();
    for (KeyValue each : license.getLabels() == null ? new KeyValue[0] : license.getLabels()) {
      if (!LABEL.equals(each.getKey())) {
        labels.put(each.getKey(), each.getValue());
      }
    }
    return labels;
  }

  /** Our mark, also where it is of another vCenter. */
  public static Optional<ObjectMark> mark(LicenseManagerLicenseInfo license) {
    return label(license).flatMap(ObjectMark::parse);
  }

  private static Optional<String> label(LicenseManagerLicenseInfo license) {
    return Stream.of(license.getLabels() == null ? new KeyValue[0] : license.getLabels())
        .filter(each -> LABEL.equals(each.getKey()))
        .findFirst()
        .map(KeyValue::getValue);
  }

  /**
   * Linked vCenters share licenses, so a mark names the vCenter whose environment it is.
   *
   * @param vcenter its instanceUuid; null where it does not say
   */
  public static String label(ObjectMark mark, String vcenter) {
    return mark + (vcenter == null ? "" : AT + vcenter);
  }

  /** Whether our mark is of that vCenter; one that names none is of the vCenter where it stands. */
  public static boolean isAt(LicenseManagerLicenseInfo license, String vcenter) {
    String text = label(license).orElse("");
    int at = text.indexOf(AT);
    return at < 0 || text.substring(at + AT.length()).equals(vcenter);
  }

  /** In a capture, the entity that is the vCenter itself: a copy has another instanceUuid. */
  public static final String HERE = "vcenter";

  /** Its labels for a copy of that vCenter, which is called otherwise. */
  public static KeyValue[] labelsInACopy(LicenseManagerLicenseInfo license, String vcenter) {
    if (license.getLabels() == null || !isAt(license, vcenter)) {
      return license.getLabels();
    }
    return Stream.of(license.getLabels())
        .map(
            each -> {
              KeyValue copy = new KeyValue();
              copy.setKey(each.getKey());
              copy.setValue(
                  LABEL.equals(each.getKey())
                      ? each.getValue().split(Pattern.quote(AT))[0]
                      : each.getValue());
              return copy;
            })
        .toArray(KeyValue[]::new);
  }
}
