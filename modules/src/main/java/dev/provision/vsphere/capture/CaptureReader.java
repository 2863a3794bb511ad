package dev.provision.vsphere.capture;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Licenses;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.inventory.StoragePolicies;
import dev.provision.vsphere.inventory.VolumeListing;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.survey.FullReading;
import dev.provision.vsphere.survey.InventoryReader;
import dev.provision.vsphere.survey.JournalSearch;
import dev.provision.vsphere.survey.KeyProviderSearch;
import dev.provision.vsphere.survey.LicenseSearch;
import dev.provision.vsphere.survey.LockdownSearch;
import dev.provision.vsphere.survey.PolicySearch;
import dev.provision.vsphere.survey.RightsSearch;
import dev.provision.vsphere.survey.TagSearch;
import dev.provision.vsphere.survey.TopFolderReading;
import dev.provision.vsphere.survey.VolumeSearch;
import dev.provision.vsphere.survey.WantedProperties;
import dev.provision.vsphere.survey.WantedVolumes;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a capture with the same two passes as a run's inventory, and a third for the snapshots of
 * VMs, because linked clones start from those. Its API can only read.
 */
public final class CaptureReader {
  private static final int LIGHT_PAGE = 1000;
  private static final int FULL_PAGE = 200;

  private final VimStub api;
  private final ServiceContent content;
  private final ApiVersion spoken;
  private final List<VsphereKind<?, ?, ?>> kinds;
  private final VolumeSearch search;
  private final VcenterSpec connection;
  private final TagSearch tags;

  public CaptureReader(
      VimStub api,
      ServiceContent content,
      ApiVersion spoken,
      List<VsphereKind<?, ?, ?>> kinds,
      VolumeSearch search,
      Tagging tagging,
      VcenterSpec connection) {
    this.tags = new TagSearch(tagging, connection, kinds);
    this.connection = connection;
    this.spoken = spoken;
    this.search = search;
    this.api = api;
    this.content = content;
    this.kinds = kinds;
  }

  public Capture read(Survey survey) throws ModuleException, InterruptedException {
    WantedProperties wantedProperties =
        WantedProperties.of(kinds).with(CapturedPlaces.LIGHT, CapturedVm.FULL);
    FullReading wanted = FullReading.of(survey, kinds);
    WantedVolumes wantedVolumes = WantedVolumes.of(survey, kinds);
    TopFolderReading topFolders = search.topFolders(content);
    topFolders.of(wantedVolumes.disks());
    RightsSearch rights = new RightsSearch(api, content, kinds, "");
    rights.of(survey);
    LockdownSearch lockdown = new LockdownSearch(api, content);
    lockdown.of(survey);
    tags.of(survey);
    LicenseSearch licenses = new LicenseSearch(api, content);
    licenses.of(survey);
    Snapshot light =
        new InventoryReader(api, content, spoken, wantedProperties, LIGHT_PAGE, FULL_PAGE)
            .read(wanted, topFolders::all);
    Snapshot seen = tags.all(licenses.all(lockdown.added(rights.all(light))));
    JournalSearch journal = search.journal();
    journal.of(survey);
    VolumeListing volumes = wantedVolumes.all(seen, search).volumes();
    CapturedValues values = CapturedValues.of(survey, connection, seen);
    CapturedVm vms = new CapturedVm(kinds, wanted, values);
    CapturedPlaces places = new CapturedPlaces(seen, values, kinds, wanted.properties());
    List<ObjectContent> objects = new ArrayList<>();
    objects.add(settings());
    objects.add(Capture.version(spoken));
    if (content.getCustomFieldsManager() != null) {
      objects.add(values.definitions(content.getCustomFieldsManager()));
    }
    for (Item item : seen.contents().items().values()) {
      if (item.type().equals("CustomizationSpecManager")) {
        // names alone, because a spec may hold passwords
        objects.add(Items.content(item.ref(), item.properties()));
      } else if (item.type().equals(Rights.TYPE)) {
        objects.add(CapturedRights.of(item));
      } else if (item.type().equals(Licenses.TYPE)) {
        objects.add(CapturedLicenses.of(item, content.getAbout().getInstanceUuid()));
      } else if (CapturedTags.isOne(item.ref())) {
        objects.add(CapturedTags.of(item, seen));
      } else if (!item.type().equals("VirtualMachine") && !item.type().equals(CustomFields.TYPE)) {
        objects.add(Items.content(item.ref(), places.of(item)));
      }
    }
    objects.addAll(CapturedVolumes.of(survey.environment(), volumes));
    objects.addAll(CapturedVolumes.journal(journal.all(seen)));
    CapturedPolicies.of(policies(survey, seen)).ifPresent(objects::add);
    if (KeyProviderSearch.isWanted(survey)) {
      new KeyProviderSearch(api, content).captured().ifPresent(objects::add);
    }
    Set<ManagedObjectReference> snapshots = new LinkedHashSet<>();
    for (Item vm : seen.all("VirtualMachine")) {
      objects.add(Items.content(vm.ref(), vms.of(vm, seen.isFull(vm.ref()))));
      vm.get("snapshot", VirtualMachineSnapshotInfo.class)
          .ifPresent(info -> collect(info.getRootSnapshotList(), snapshots));
    }
    if (!snapshots.isEmpty()) {
      for (ObjectContent answer : Retrieval.whole(() -> configs(snapshots))) {
        objects.add(vms.snapshot(Items.of(answer)));
      }
    }
    CapturedRights.addPermissions(seen, objects);
    return new Capture(objects);
  }

  private StoragePolicies policies(Survey survey, Snapshot seen) throws ModuleException {
    return new PolicySearch(new PbmStub(api.getWsc()), spoken)
        .all(PolicySearch.named(survey), seen)
        .policies();
  }

  /** Without values: vcsim makes the directory for its datastores when it loads this object. */
  private ObjectContent settings() {
    ManagedObjectReference settings = content.getSetting();
    if (settings == null) {
      settings = new ManagedObjectReference();
      settings.setType("OptionManager");
      settings.setVal("VpxSettings");
    }
    return Items.content(settings, Map.of("setting", new OptionValue[0]));
  }

  private List<ObjectContent> configs(Set<ManagedObjectReference> snapshots)
      throws java.rmi.RemoteException {
    List<ObjectSpec> objects = new ArrayList<>();
    snapshots.forEach(ref -> objects.add(ReadSpecs.object(ref)));
    return new Retrieval(api, content.getPropertyCollector(), FULL_PAGE)
        .all(
            ReadSpecs.filter(
                objects,
                List.of(ReadSpecs.properties("VirtualMachineSnapshot", List.of("config", "vm")))));
  }

  private static void collect(
      VirtualMachineSnapshotTree[] trees, Set<ManagedObjectReference> found) {
    if (trees != null) {
      for (VirtualMachineSnapshotTree tree : trees) {
        found.add(tree.getSnapshot());
        collect(tree.getChildSnapshotList(), found);
      }
    }
  }

  /** The properties that every object has: its name and parent. */
  static Map<String, Object> properties(Item item) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", item.name().isEmpty() ? null : item.name());
    properties.put("parent", item.parent().orElse(null));
    return properties;
  }
}
