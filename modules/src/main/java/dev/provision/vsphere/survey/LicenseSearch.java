package dev.provision.vsphere.survey;

import com.vmware.vim25.LicenseAssignmentManagerLicenseAssignment;
import com.vmware.vim25.LicenseManagerLicenseInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Licenses;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.NamesLicense;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads licenses, what they are assigned to, and what the declared keys stand for, where a playbook
 * declares some or undeclared ones are deleted. For one session.
 */
public final class LicenseSearch {
  private static final int PAGE = 10;

  private final VimStub api;
  private final ServiceContent content;
  private List<Secret> keys = List.of();
  private boolean isNeeded;

  public LicenseSearch(VimStub api, ServiceContent content) {
    this.api = api;
    this.content = content;
  }

  public void of(Survey what) {
    List<Secret> declared = new ArrayList<>();
    for (Declaration<?> each : what.declarations()) {
      if (each.spec() instanceof NamesLicense license) {
        declared.add(license.key());
      }
    }
    keys = declared;
    isNeeded = !declared.isEmpty() || what.undeclared();
  }

  static boolean isManager(ManagedObjectReference ref) {
    return ref.getType().equals(Licenses.TYPE);
  }

  /** The snapshot with the licenses, where they are needed. */
  public Snapshot all(Snapshot read) throws ModuleException, InterruptedException {
    return isNeeded && content.getLicenseManager() != null && !DirectHost.is(read)
        ? added(read)
        : read;
  }

  /** The snapshot with the licenses as they are now. */
  Snapshot added(Snapshot read) throws ModuleException, InterruptedException {
    ManagedObjectReference manager = content.getLicenseManager();
    Item item =
        Retrieval.whole(
                () ->
                    new Retrieval(api, content.getPropertyCollector(), PAGE)
                        .all(
                            ReadSpecs.filter(
                                List.of(ReadSpecs.object(manager)),
                                List.of(
                                    ReadSpecs.properties(
                                        Licenses.TYPE,
                                        List.of(Licenses.LICENSES, Licenses.ASSIGNER))))))
            .stream()
            .map(Items::of)
            .findFirst()
            .orElseGet(() -> new Item(manager, Map.of(), Map.of()));
    Optional<ManagedObjectReference> assigner =
        item.get(Licenses.ASSIGNER, ManagedObjectReference.class);
    if (assigner.isPresent()) {
      item = item.with(Licenses.ASSIGNED, assigned(assigner.get()));
    }
    item = item.with(Licenses.DECODED, decoded(manager));
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    items.put(manager, item);
    return new Snapshot(read.contents().with(items));
  }

  private LicenseAssignmentManagerLicenseAssignment[] assigned(ManagedObjectReference assigner)
      throws ModuleException {
    try {
      LicenseAssignmentManagerLicenseAssignment[] all = api.queryAssignedLicenses(assigner, null);
      return all == null ? new LicenseAssignmentManagerLicenseAssignment[0] : all;
    } catch (VimFault e) {
      if (e.isDenied()) {
        return new LicenseAssignmentManagerLicenseAssignment[0];
      }
      throw Faults.translate(e);
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  /** What the server says of each declared key, in their order; it knows keys that it has not. */
  private LicenseManagerLicenseInfo[] decoded(ManagedObjectReference manager)
      throws ModuleException {
    List<LicenseManagerLicenseInfo> all = new ArrayList<>();
    for (Secret key : keys) {
      LicenseManagerLicenseInfo info =
          Faults.translated(() -> api.decodeLicense(manager, key.text()));
      if (info != null) {
        info.setLicenseKey(key.text());
        all.add(info);
      }
    }
    return all.toArray(LicenseManagerLicenseInfo[]::new);
  }
}
