package dev.provision.vsphere.survey;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Survey;
import dev.provision.vsphere.inventory.Identity;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.NewerProperties;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the snapshot of a run and what was touched since. Safe for many threads; one read at a
 * time.
 */
public final class Surveyor {
  private static final int LIGHT_PAGE = 1000;
  private static final int FULL_PAGE = 200;

  private final InventoryReader reader;
  private final CustomizationEvents events;
  private final JournalEvents journalEvents;
  private final JournalSearch journal;
  private final List<VsphereKind<?, ?, ?>> kinds;

  /** Guarded by its own lock, because steps touch objects while a read is running. */
  private final Map<Address, Set<ManagedObjectReference>> touched = new HashMap<>();

  private final Set<Address> doubtful = new HashSet<>();
  private FullReading wanted;
  private volatile Snapshot latest;

  private final VolumeSearch search;
  private WantedVolumes volumes = WantedVolumes.NONE;
  private final Optional<HardwareReading> hardware;
  private WantedHardware wantedHardware = WantedHardware.NONE;
  private final PolicySearch policySearch;
  private Set<String> policies = Set.of();
  private final KeyProviderSearch keySearch;
  private boolean keys;
  private final RemainsSearch remains;
  private final TopFolderReading topFolders;
  private final RightsSearch rights;
  private final Optional<HostLooks> looks;
  private final EvcModeSearch evcModes;
  private final SwitchVersionSearch switchVersions;
  private final LicenseSearch licenses;
  private final LockdownSearch lockdown;
  private final Optional<TagSearch> tags;

  /**
   * @param spoken the version of the API that the client speaks
   * @param user the account of the session; empty when the server does not say
   * @param search searches for volumes when a run needs them
   * @param tags reads tags when a run needs them; empty when no run does
   * @param hardware reads what virtual hardware is offered when a run needs that; empty when
   *     nothing is placed
   * @param looks at hosts that a playbook adds; empty when nothing is planned
   */
  public Surveyor(
      VimStub api,
      ServiceContent content,
      ApiVersion spoken,
      List<VsphereKind<?, ?, ?>> kinds,
      String user,
      VolumeSearch search,
      Optional<TagSearch> tags,
      Optional<HardwareReading> hardware,
      Optional<HostLooks> looks) {
    this.hardware = hardware;
    this.looks = looks;
    this.kinds = kinds;
    this.search = search;
    this.tags = tags;
    this.policySearch = new PolicySearch(new PbmStub(api.getWsc()), spoken);
    this.keySearch = new KeyProviderSearch(api, content);
    this.events = new CustomizationEvents(api, content);
    this.journalEvents = new JournalEvents(api, content);
    this.journal = search.journal();
    this.remains = search.remains();
    this.topFolders = search.topFolders(content);
    this.rights = new RightsSearch(api, content, kinds, user);
    this.evcModes = search.evcModes(content);
    this.switchVersions = new SwitchVersionSearch(api, content);
    this.licenses = new LicenseSearch(api, content);
    this.lockdown = new LockdownSearch(api, content);
    this.reader =
        new InventoryReader(
            api,
            content,
            spoken,
            WantedProperties.of(kinds)
                .with(
                    NewerProperties.of(spoken, content.getAbout()), NewerProperties.ofVms(spoken)),
            LIGHT_PAGE,
            FULL_PAGE);
  }

  public synchronized Snapshot survey(Survey what) throws ModuleException, InterruptedException {
    wanted = FullReading.of(what, kinds);
    remains.of(what);
    journal.of(what);
    rights.of(what);
    looks.ifPresent(search -> search.of(what));
    evcModes.of(what);
    switchVersions.of(what);
    licenses.of(what);
    lockdown.of(what);
    tags.ifPresent(search -> search.of(what));
    volumes = WantedVolumes.of(what, kinds);
    wantedHardware = hardware.isPresent() ? WantedHardware.of(what, kinds) : WantedHardware.NONE;
    policies = PolicySearch.named(what);
    keys = KeyProviderSearch.isWanted(what);
    topFolders.of(volumes.disks());
    Snapshot read = withTags(withJournal(rights.all(journal.all(events.added(everything())))));
    Snapshot seen = withMedia(read, read.contents().full());
    latest = withLooks(policySearch.all(policies, withKeys(withHardware(withVolumes(seen)))));
    return latest;
  }

  private Snapshot everything() throws ModuleException, InterruptedException {
    return topFolders.added(lockdown.added(reader.read(wanted, topFolders::all)));
  }

  private Snapshot reread(Snapshot before, Set<ManagedObjectReference> refs)
      throws ModuleException, InterruptedException {
    return refs.isEmpty()
        ? before
        : topFolders.added(lockdown.added(reader.reread(before, refs, wanted)));
  }

  private Snapshot withJournal(Snapshot read) throws ModuleException {
    return journalEvents.added(wanted.environment(), read);
  }

  private Snapshot withMedia(Snapshot read, Set<ManagedObjectReference> refs)
      throws ModuleException, InterruptedException {
    return search.media().added(read, refs);
  }

  private Snapshot withHardware(Snapshot read) throws ModuleException, InterruptedException {
    return hardware.isPresent() ? wantedHardware.answered(read, hardware.get()) : read;
  }

  private Snapshot withKeys(Snapshot read) throws ModuleException, InterruptedException {
    return switchVersions.all(evcModes.all(keys ? keySearch.added(read) : read));
  }

  private Snapshot withLooks(Snapshot read) throws ModuleException, InterruptedException {
    return looks.isPresent() ? looks.get().added(read) : read;
  }

  private Snapshot withTags(Snapshot read) throws ModuleException, InterruptedException {
    Snapshot all = licenses.all(read);
    return tags.isPresent() ? tags.get().all(all) : all;
  }

  private Snapshot tagged(Snapshot read, Set<ManagedObjectReference> refs) throws ModuleException {
    return tags.isPresent() ? tags.get().again(read, refs) : read;
  }

  private Snapshot withVolumes(Snapshot read) throws ModuleException, InterruptedException {
    return remains.all(volumes.all(read, search));
  }

  /**
   * @throws IllegalStateException before the first survey
   */
  public Snapshot latest() {
    Snapshot snapshot = latest;
    if (snapshot == null) {
      throw new IllegalStateException("nothing was surveyed yet");
    }
    return snapshot;
  }

  /** Registers what a step created or changed. */
  public void touched(Address step, ManagedObjectReference ref) {
    synchronized (touched) {
      touched.computeIfAbsent(step, s -> new LinkedHashSet<>()).add(ref);
    }
  }

  /** The step may have created something that we do not know: a reply was lost or a task failed. */
  public void doubt(Address step) {
    synchronized (touched) {
      doubtful.add(step);
    }
  }

  /**
   * Reads the known objects of these addresses by list. If one may have an object that was not seen
   * yet, it reads everything, once for all of them.
   */
  public synchronized Snapshot refresh(Set<Address> changed)
      throws ModuleException, InterruptedException {
    Snapshot before = latest();
    Map<String, Set<ManagedObjectReference>> marked = marked(before);
    Set<ManagedObjectReference> refs = new LinkedHashSet<>();
    boolean unseen = false;
    for (Address address : changed) {
      Set<ManagedObjectReference> known = known(before, address, marked);
      synchronized (touched) {
        known.addAll(touched.getOrDefault(address, Set.of()));
        unseen = unseen || known.isEmpty() || doubtful.contains(address);
      }
      refs.addAll(known);
    }
    boolean rightsChanged = refs.removeIf(RightsSearch::isManager);
    boolean licensesChanged = refs.removeIf(LicenseSearch::isManager);
    Set<ManagedObjectReference> named = new LinkedHashSet<>(refs);
    refs.removeIf(TagSearch::isOfService);
    if (!unseen) {
      topFolders.more(before, refs);
    }
    Snapshot after = unseen ? everything() : reread(before, refs);
    if (!unseen && lacksParent(after, refs)) {
      unseen = true;
      after = everything();
    }
    Set<ManagedObjectReference> read = unseen ? after.contents().full() : refs;
    after = withMedia(events.added(after, read), read);
    after = unseen ? rights.all(journal.all(after)) : journal.again(after, refs);
    after = withJournal(rightsChanged && !unseen ? rights.added(after) : after);
    after = licensesChanged && !unseen ? licenses.added(after) : after;
    after = unseen ? withTags(after) : tagged(after, named);
    if (unseen) {
      after = withLooks(policySearch.all(policies, withKeys(withHardware(withVolumes(after)))));
    } else {
      after = remains.again(volumes.again(after, refs, search), refs);
      after = policySearch.again(after, refs);
    }
    synchronized (touched) {
      touched.keySet().removeAll(changed);
      doubtful.removeAll(changed);
    }
    latest = after;
    return after;
  }

  private Set<ManagedObjectReference> known(
      Snapshot snapshot, Address address, Map<String, Set<ManagedObjectReference>> marked) {
    Set<ManagedObjectReference> refs =
        new LinkedHashSet<>(marked.getOrDefault(address.toString(), Set.of()));
    String uuid = Identity.instanceUuid(wanted.environment(), address);
    snapshot.byInstanceUuid(uuid).forEach(vm -> refs.add(vm.ref()));
    return refs;
  }

  /** What carries the environment's mark, by address: adopted VMs keep a uuid of their own. */
  private Map<String, Set<ManagedObjectReference>> marked(Snapshot snapshot) {
    Map<String, Set<ManagedObjectReference>> marked = new HashMap<>();
    for (ManagedObjectReference full : snapshot.contents().full()) {
      Item vm = snapshot.get(full).orElseThrow();
      if (Marks.of(vm, Marks.ENVIRONMENT).equals(wanted.environment().toString())) {
        marked
            .computeIfAbsent(Marks.of(vm, Marks.ADDRESS), address -> new LinkedHashSet<>())
            .add(full);
      }
    }
    return marked;
  }

  /** Whether the parent of an object was not read: its path would be wrong. */
  private static boolean lacksParent(Snapshot snapshot, Set<ManagedObjectReference> refs) {
    return refs.stream()
        .flatMap(ref -> snapshot.get(ref).stream())
        .flatMap(item -> item.parent().stream())
        .anyMatch(parent -> snapshot.get(parent).isEmpty());
  }
}
