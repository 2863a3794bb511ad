package dev.provision.simulator.server;

import com.vmware.vim25.EvaluationLicenseSource;
import com.vmware.vim25.KeyAnyValue;
import com.vmware.vim25.KeyValue;
import com.vmware.vim25.LicenseAssignmentManagerLicenseAssignment;
import com.vmware.vim25.LicenseEntityNotFound;
import com.vmware.vim25.LicenseManagerEvaluationInfo;
import com.vmware.vim25.LicenseManagerLicenseInfo;
import com.vmware.vim25.ServiceContent;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.inventory.Licenses;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code LicenseManager} and {@code LicenseAssignmentManager}. A key of five groups is good for
 * everything; one that begins with {@code TWO00} is good for two, one with {@code ENDED} has
 * expired, and one with {@code WRONG} is refused as a real server refuses one that it cannot
 * decode, by a property of its answer. A license that something has is not removed.
 */
public final class LicenseManager implements ManagedType {
  private static final String TYPE = "LicenseManager";
  private static final String ASSIGNER = "LicenseAssignmentManager";
  private static final String RIGHT = "Global.Licenses";
  private static final String ASSIGNED = "assigned";

  private final World world;

  public LicenseManager(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + ": licenses licenseAssignmentManager licensedEdition evaluation diagnostics"
                + " featureInfo source sourceAvailable",
            ASSIGNER + ": " + ASSIGNED)
        .copied(
            (made, from) -> {
              from.keep("licenses");
              from.get("licensedEntities", LicenseAssignmentManagerLicenseAssignment[].class)
                  .ifPresent(all -> assigned(List.of(all)));
            },
            TYPE)
        .service(
            TYPE,
            TYPE,
            (content, ref) -> content.licenseManager = ref,
            made -> {
              world.set(made, "licenses", new LicenseManagerLicenseInfo[0]);
              // without a license a new vCenter is evaluated
              world.set(made, "source", new EvaluationLicenseSource());
              world.set(made, "sourceAvailable", true);
              world.set(made, "licensedEdition", "");
              world.set(made, "evaluation", evaluation());
              world.set(made, "licenseAssignmentManager", world.addAs(ASSIGNER, ASSIGNER).ref());
            })
        .on(TYPE, "DecodeLicense", RIGHT, this::decode)
        .on(TYPE, "AddLicense", RIGHT, this::add)
        .on(TYPE, "RemoveLicense", RIGHT, this::remove)
        .on(TYPE, "UpdateLicenseLabel", RIGHT, this::label)
        .on(TYPE, "RemoveLicenseLabel", RIGHT, this::unlabel)
        .on(ASSIGNER, "QueryAssignedLicenses", RIGHT, this::query)
        .on(ASSIGNER, "UpdateAssignedLicense", RIGHT, this::assign)
        .on(ASSIGNER, "RemoveAssignedLicense", RIGHT, this::unassign);
  }

  private static LicenseManagerEvaluationInfo evaluation() {
    LicenseManagerEvaluationInfo info = new LicenseManagerEvaluationInfo();
    info.properties = new KeyAnyValue[] {left(1440L)};
    return info;
  }

  private static KeyAnyValue left(long hours) {
    KeyAnyValue left = new KeyAnyValue();
    left.key = "expirationHours";
    left.value = hours;
    return left;
  }

  private static LicenseManagerLicenseInfo info(String key) {
    LicenseManagerLicenseInfo info = new LicenseManagerLicenseInfo();
    info.licenseKey = key.toUpperCase(Locale.ROOT);
    info.editionKey = "esx.enterprisePlus.cpuPackage";
    info.name = "VMware vSphere 8 Enterprise Plus";
    info.total = 0;
    info.used = 0;
    info.costUnit = "cpuPackage";
    if (key.startsWith("TWO00")) {
      info.total = 2;
    }
    if (key.startsWith("ENDED")) {
      info.properties = new KeyAnyValue[] {left(0L)};
    }
    if (key.startsWith("WRONG")) {
      KeyAnyValue why = new KeyAnyValue();
      why.key = "diagnostic";
      why.value = "License key format is invalid.";
      info.name = "";
      info.properties = new KeyAnyValue[] {why};
    }
    return info;
  }

  private static List<LicenseManagerLicenseInfo> all(Managed manager) {
    return new ArrayList<>(List.of(manager.get("licenses", LicenseManagerLicenseInfo[].class)));
  }

  private void store(Managed manager, List<LicenseManagerLicenseInfo> all) {
    world.set(manager, "licenses", all.toArray(new LicenseManagerLicenseInfo[0]));
  }

  private static Optional<LicenseManagerLicenseInfo> find(Managed manager, String key) {
    return all(manager).stream().filter(each -> each.licenseKey.equalsIgnoreCase(key)).findFirst();
  }

  private static LicenseManagerLicenseInfo need(Managed manager, String key) throws VimFault {
    return find(manager, key)
        .orElseThrow(() -> Refuse.argument("licenseKey", "there is no such license"));
  }

  private Object decode(Invocation in) throws VimFault {
    return info(in.text("licenseKey"));
  }

  private Object add(Invocation in) throws VimFault {
    String key = in.text("licenseKey");
    Optional<LicenseManagerLicenseInfo> there = find(in.self(), key);
    if (there.isPresent()) {
      return Values.copy(there.get());
    }
    LicenseManagerLicenseInfo made = info(key);
    made.labels = in.get("labels", KeyValue[].class);
    if (made.properties == null) {
      List<LicenseManagerLicenseInfo> all = all(in.self());
      all.add(made);
      store(in.self(), all);
    }
    return Values.copy(made);
  }

  private Object remove(Invocation in) throws VimFault {
    String key = in.text("licenseKey");
    if (assignments().stream().anyMatch(a -> a.assignedLicense.licenseKey.equalsIgnoreCase(key))) {
      throw Refuse.state("The license is assigned.");
    }
    List<LicenseManagerLicenseInfo> all = all(in.self());
    all.removeIf(each -> each.licenseKey.equalsIgnoreCase(key));
    store(in.self(), all);
    return null;
  }

  private Object label(Invocation in) throws VimFault {
    relabel(in, Optional.of(in.text("labelValue")));
    return null;
  }

  private Object unlabel(Invocation in) throws VimFault {
    relabel(in, Optional.empty());
    return null;
  }

  private void relabel(Invocation in, Optional<String> value) throws VimFault {
    LicenseManagerLicenseInfo old = need(in.self(), in.text("licenseKey"));
    String label = in.text("labelKey");
    List<KeyValue> labels = new ArrayList<>();
    for (KeyValue each : old.labels == null ? new KeyValue[0] : old.labels) {
      if (!each.key.equals(label)) {
        labels.add(each);
      }
    }
    if (value.isPresent()) {
      KeyValue one = new KeyValue();
      one.key = label;
      one.value = value.get();
      labels.add(one);
    }
    LicenseManagerLicenseInfo changed = Values.copy(old);
    changed.labels = labels.toArray(new KeyValue[0]);
    List<LicenseManagerLicenseInfo> all = all(in.self());
    all.replaceAll(each -> each.licenseKey.equals(old.licenseKey) ? changed : each);
    store(in.self(), all);
  }

  private Managed assigner() {
    return world.get(ASSIGNER).orElseThrow();
  }

  private List<LicenseAssignmentManagerLicenseAssignment> assignments() {
    LicenseAssignmentManagerLicenseAssignment[] all =
        assigner().get(ASSIGNED, LicenseAssignmentManagerLicenseAssignment[].class);
    List<LicenseAssignmentManagerLicenseAssignment> there =
        new ArrayList<>(all == null ? List.of() : Arrays.asList(all));
    there.stream()
        .filter(each -> Licenses.HERE.equals(each.entityId))
        .forEach(each -> each.entityId = vcenter());
    there.removeIf(each -> !isThere(each.entityId));
    return there;
  }

  private boolean isThere(String entity) {
    return world.get(entity).isPresent() || entity.equals(vcenter());
  }

  private String vcenter() {
    return world
        .get("ServiceInstance")
        .map(instance -> instance.get("content", ServiceContent.class).about.instanceUuid)
        .orElse("");
  }

  private void assigned(List<LicenseAssignmentManagerLicenseAssignment> all) {
    world.set(assigner(), ASSIGNED, all.toArray(new LicenseAssignmentManagerLicenseAssignment[0]));
  }

  private Object query(Invocation in) {
    String entity = in.get("entityId", String.class);
    return assignments().stream()
        .filter(each -> entity == null || each.entityId.equals(entity))
        .map(Values::copy)
        .toArray(LicenseAssignmentManagerLicenseAssignment[]::new);
  }

  private Object assign(Invocation in) throws VimFault {
    String entity = in.text("entity");
    if (!isThere(entity)) {
      throw missing(entity);
    }
    LicenseManagerLicenseInfo license = need(world.get(TYPE).orElseThrow(), in.text("licenseKey"));
    LicenseAssignmentManagerLicenseAssignment made =
        new LicenseAssignmentManagerLicenseAssignment();
    made.entityId = entity;
    made.scope = vcenter();
    made.entityDisplayName = world.get(entity).map(Managed::name).orElse("vCenter");
    made.assignedLicense = license;
    List<LicenseAssignmentManagerLicenseAssignment> all = assignments();
    all.removeIf(each -> each.entityId.equals(entity));
    all.add(made);
    assigned(all);
    return Values.copy(license);
  }

  private Object unassign(Invocation in) throws VimFault {
    String entity = in.text("entityId");
    List<LicenseAssignmentManagerLicenseAssignment> all = assignments();
    if (!all.removeIf(each -> each.entityId.equals(entity))) {
      throw missing(entity);
    }
    assigned(all);
    return null;
  }

  private static VimFault missing(String entity) {
    LicenseEntityNotFound fault = new LicenseEntityNotFound();
    fault.entityId = entity;
    return Refuse.with(fault, "The license entity is not found.");
  }
}
