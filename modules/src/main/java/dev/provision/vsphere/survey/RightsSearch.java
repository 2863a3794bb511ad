package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.Permission;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.UserSearchResult;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.ReadsRights;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.rights.AccountOn;
import dev.provision.vsphere.rights.NamesAccounts;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.rights.Rights;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads roles, privileges and permissions, in two calls, where a playbook declares some or its
 * environment owns some, and the groups of the session's account, in one call for each domain that
 * has groups with permissions. For one session, whose surveys come one after the other.
 */
public final class RightsSearch {
  private static final int PAGE = 10;

  private final VimStub api;
  private final ServiceContent content;
  private final Set<String> kinds;
  private final Map<String, NamesAccounts> naming;
  private final String user;
  private Survey survey;

  /**
   * @param user the account of the session; empty when the server does not say
   */
  public RightsSearch(
      VimStub api, ServiceContent content, List<VsphereKind<?, ?, ?>> kinds, String user) {
    this.user = user;
    this.api = api;
    this.content = content;
    this.kinds =
        kinds.stream()
            .filter(ReadsRights.class::isInstance)
            .map(kind -> kind.info().kind())
            .collect(Collectors.toSet());
    this.naming =
        kinds.stream()
            .filter(NamesAccounts.class::isInstance)
            .collect(Collectors.toMap(kind -> kind.info().kind(), NamesAccounts.class::cast));
  }

  public void of(Survey what) {
    survey = what;
  }

  static boolean isManager(ManagedObjectReference ref) {
    return ref.getType().equals(Rights.TYPE);
  }

  /** The snapshot with the rights, where they are needed. */
  public Snapshot all(Snapshot read) throws ModuleException, InterruptedException {
    return isNeeded(read) ? added(read) : read;
  }

  private boolean isNeeded(Snapshot read) {
    if (content.getAuthorizationManager() == null) {
      return false;
    }
    return survey.declarations().stream().anyMatch(each -> kinds.contains(each.address().kind()))
        || Journal.of(survey.environment(), read).entries().stream()
            .anyMatch(entry -> kinds.contains(entry.mark().address().kind()));
  }

  /** The snapshot with the rights as they are now. */
  Snapshot added(Snapshot read) throws ModuleException, InterruptedException {
    ManagedObjectReference manager = content.getAuthorizationManager();
    Map<ManagedObjectReference, Item> items = new LinkedHashMap<>(read.contents().items());
    Item item =
        Retrieval.whole(() -> properties(manager)).stream()
            .map(Items::of)
            .findFirst()
            .orElseGet(() -> new Item(manager, Map.of(), Map.of()));
    Permission[] permissions = permissions(manager);
    items.put(
        manager,
        item.with(AddedProperties.PERMISSIONS, permissions)
            .with(AddedProperties.ACCOUNT, user)
            .with(AddedProperties.GROUPS, groups(permissions))
            .with(AddedProperties.DECLARED_ACCOUNTS, declared()));
    return new Snapshot(read.contents().with(items));
  }

  private AccountOn[] declared() {
    return survey.declarations().stream()
        .filter(each -> naming.containsKey(each.address().kind()))
        .map(each -> naming.get(each.address().kind()).named(each))
        .toArray(AccountOn[]::new);
  }

  private List<ObjectContent> properties(ManagedObjectReference manager) throws RemoteException {
    return new Retrieval(api, content.getPropertyCollector(), PAGE)
        .all(
            ReadSpecs.filter(
                List.of(ReadSpecs.object(manager)),
                List.of(
                    ReadSpecs.properties(Rights.TYPE, List.of(Rights.ROLES, Rights.PRIVILEGES)))));
  }

  /**
   * The groups that contain the account directly. Whether a vCenter takes the account in the form
   * in which it shows it, and which privilege it wants for that, has not been seen on a real one;
   * none when it refuses.
   */
  private String[] groups(Permission[] permissions) throws ModuleException {
    Set<String> groups = new TreeSet<>();
    if (user.isEmpty() || content.getUserDirectory() == null) {
      return new String[0];
    }
    Set<String> domains =
        Arrays.stream(permissions)
            .filter(Permission::isGroup)
            .map(each -> Principal.of(each).domain())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String domain : domains) {
      for (UserSearchResult each : groups(domain.isEmpty() ? null : domain)) {
        Principal found = Principal.of(each.getPrincipal(), true);
        groups.add(
            found.domain().isEmpty() && !domain.isEmpty()
                ? domain + "\\" + found.name()
                : each.getPrincipal());
      }
    }
    return groups.toArray(String[]::new);
  }

  private UserSearchResult[] groups(String domain) throws ModuleException {
    try {
      UserSearchResult[] found =
          api.retrieveUserGroups(
              content.getUserDirectory(), domain, "", null, user, false, false, true);
      return found == null ? new UserSearchResult[0] : found;
    } catch (VimFault e) {
      return new UserSearchResult[0];
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  /** None where the account may not see them: then the server alone refuses. */
  private Permission[] permissions(ManagedObjectReference manager) throws ModuleException {
    try {
      Permission[] all = api.retrieveAllPermissions(manager);
      return all == null ? new Permission[0] : all;
    } catch (VimFault e) {
      if (e.isDenied()) {
        return new Permission[0];
      }
      throw Faults.translate(e);
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }
}
