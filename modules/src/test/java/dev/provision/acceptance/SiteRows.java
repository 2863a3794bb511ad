package dev.provision.acceptance;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterFailoverLevelAdmissionControlPolicy;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterGroupSpec;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Permission;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import com.vmware.vim25.StorageDrsConfigSpec;
import com.vmware.vim25.StorageDrsPodConfigSpec;
import com.vmware.vim25.StorageDrsSpaceLoadBalanceConfig;
import com.vmware.vim25.VirtualMachineConfigSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What people set otherwise by hand in {@code site.yml}'s vCenter, on each of its kinds. */
final class SiteRows {
  private static final String APPS = "/DC1/vm/apps";
  private static final String WEB_1 = APPS + "/web/web-1";

  private final SimulatorTarget target;
  private final SiteByHand hand;
  private final Vim vim;

  private SiteRows(SimulatorTarget target) {
    this.target = target;
    this.hand = new SiteByHand(target);
    this.vim = target.vim();
  }

  /** By what was done; each is to be done on a vCenter on which the site was applied. */
  static Map<String, Consumer<SimulatorTarget>> all() {
    Map<String, Consumer<SiteRows>> all = new LinkedHashMap<>();
    renamed(all);
    inFolders(all);
    ofClusters(all);
    ofStores(all);
    ofPools(all);
    ofRights(all);
    ofMachines(all);
    Map<String, Consumer<SimulatorTarget>> states = new LinkedHashMap<>();
    all.forEach((name, edit) -> states.put(name, target -> edit.accept(new SiteRows(target))));
    states.putAll(SiteHostRows.all());
    return states;
  }

  private static void renamed(Map<String, Consumer<SiteRows>> all) {
    for (String address :
        new String[] {
          "folder.esx",
          "folder.apps",
          "cluster.edge",
          "switch.dvs1",
          "network.app",
          "datastore.nfs1",
          "datastore_cluster.shared",
          "resource_pool.gold"
        }) {
      all.put(
          address + " renamed",
          site -> site.hand.task(() -> site.vim.api().rename_Task(site.hand.at(address), "other")));
    }
  }

  private void move(String address, String folder) {
    ManagedObjectReference[] one = {hand.at(address)};
    hand.task(() -> vim.api().moveIntoFolder_Task(target.stub().at(folder), one));
  }

  private static void inFolders(Map<String, Consumer<SiteRows>> all) {
    all.put("folder.apps moved", site -> site.move("folder.apps", "/DC1/vm"));
    all.put("cluster.edge moved", site -> site.move("cluster.edge", "/DC1/host"));
    all.put("datastore.iso moved", site -> site.move("datastore.iso", "/DC1/datastore"));
    all.put("datastore.nfs2 moved", site -> site.move("datastore.nfs2", "/DC1/datastore"));
    all.put("instance.web-1 moved", site -> site.move("instance.web-1", "/DC1/vm"));
  }

  private void cluster(String address, Consumer<ClusterConfigSpecEx> edit) {
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    edit.accept(spec);
    hand.task(() -> vim.api().reconfigureComputeResource_Task(hand.at(address), spec, true));
  }

  private static ClusterDrsConfigInfo drs(Boolean enabled, DrsBehavior behavior) {
    ClusterDrsConfigInfo drs = new ClusterDrsConfigInfo();
    drs.setEnabled(enabled);
    drs.setDefaultVmBehavior(behavior);
    return drs;
  }

  private static ClusterDasConfigInfo ha(boolean enabled) {
    ClusterDasConfigInfo ha = new ClusterDasConfigInfo();
    ha.setEnabled(enabled);
    return ha;
  }

  private ClusterGroupSpec edited(String name, ClusterGroupInfo with) {
    with.setName(name);
    ClusterGroupSpec spec = new ClusterGroupSpec();
    spec.setOperation(ArrayUpdateOperation.edit);
    spec.setInfo(with);
    return spec;
  }

  private static void ofClusters(Map<String, Consumer<SiteRows>> all) {
    all.put(
        "cluster.edge with manual DRS",
        site ->
            site.cluster("cluster.edge", spec -> spec.setDrsConfig(drs(null, DrsBehavior.manual))));
    all.put(
        "cluster.prod with manual DRS",
        site ->
            site.cluster("cluster.prod", spec -> spec.setDrsConfig(drs(null, DrsBehavior.manual))));
    all.put(
        "cluster.prod without HA",
        site -> site.cluster("cluster.prod", spec -> spec.setDasConfig(ha(false))));
    all.put(
        "cluster.edge with HA",
        site -> site.cluster("cluster.edge", spec -> spec.setDasConfig(ha(true))));
    all.put(
        "cluster.prod with another admission control",
        site ->
            site.cluster(
                "cluster.prod",
                spec -> {
                  ClusterFailoverLevelAdmissionControlPolicy policy =
                      new ClusterFailoverLevelAdmissionControlPolicy();
                  policy.setFailoverLevel(2);
                  ClusterDasConfigInfo ha = ha(true);
                  ha.setAdmissionControlPolicy(policy);
                  spec.setDasConfig(ha);
                }));
    all.put(
        "cluster.prod without the rule db-left",
        site -> site.target.stub().removeRule("/DC1/host/esx/prod", "db-left"));
    all.put(
        "cluster.prod without hosts on the left",
        site ->
            site.cluster(
                "cluster.prod",
                spec ->
                    spec.setGroupSpec(
                        new ClusterGroupSpec[] {site.edited("left", new ClusterHostGroup())})));
    all.put(
        "cluster.prod with another database",
        site ->
            site.cluster(
                "cluster.prod",
                spec -> {
                  ClusterVmGroup group = new ClusterVmGroup();
                  group.setVm(new ManagedObjectReference[] {site.target.stub().at(WEB_1)});
                  spec.setGroupSpec(new ClusterGroupSpec[] {site.edited("databases", group)});
                }));
  }

  private void pod(Consumer<StorageDrsPodConfigSpec> edit) {
    StorageDrsPodConfigSpec spec = new StorageDrsPodConfigSpec();
    edit.accept(spec);
    StorageDrsConfigSpec config = new StorageDrsConfigSpec();
    config.setPodConfigSpec(spec);
    hand.task(
        () ->
            vim.api()
                .configureStorageDrsForPod_Task(
                    vim.content().getStorageResourceManager(),
                    hand.at("datastore_cluster.shared"),
                    config,
                    true));
  }

  private static void ofStores(Map<String, Consumer<SiteRows>> all) {
    all.put(
        "datastore.iso not on a host",
        site -> site.hand.unmount(site.hand.marked("datastore.iso"), site.hand.at("host.esx-p-2")));
    all.put(
        "datastore.nfs1 without its tag",
        site ->
            site.target
                .otherClient()
                .tags()
                .detach("tier", "gold", "/DC1/datastore/shared/shared/nfs1"));
    all.put(
        "datastore_cluster.shared switched off", site -> site.pod(spec -> spec.setEnabled(false)));
    all.put(
        "datastore_cluster.shared on its own",
        site -> site.pod(spec -> spec.setDefaultVmBehavior("automated")));
    all.put(
        "datastore_cluster.shared with another threshold",
        site ->
            site.pod(
                spec -> {
                  StorageDrsSpaceLoadBalanceConfig space = new StorageDrsSpaceLoadBalanceConfig();
                  space.setSpaceUtilizationThreshold(90);
                  spec.setSpaceLoadBalanceConfig(space);
                }));
  }

  private void pool(
      String address,
      Consumer<ResourceAllocationInfo> cpu,
      Consumer<ResourceAllocationInfo> memory) {
    ResourceConfigSpec spec = new ResourceConfigSpec();
    spec.setCpuAllocation(new ResourceAllocationInfo());
    spec.setMemoryAllocation(new ResourceAllocationInfo());
    cpu.accept(spec.getCpuAllocation());
    memory.accept(spec.getMemoryAllocation());
    SiteByHand.sent(() -> vim.api().updateConfig(hand.at(address), null, spec));
  }

  private static void ofPools(Map<String, Consumer<SiteRows>> all) {
    all.put(
        "resource_pool.gold with fewer shares",
        site ->
            site.pool(
                "resource_pool.gold",
                cpu -> {
                  SharesInfo shares = new SharesInfo();
                  shares.setLevel(SharesLevel.low);
                  cpu.setShares(shares);
                },
                memory -> {}));
    all.put(
        "resource_pool.gold with a smaller reservation",
        site -> site.pool("resource_pool.gold", cpu -> cpu.setReservation(10L), memory -> {}));
    all.put(
        "resource_pool.bronze without a limit",
        site -> site.pool("resource_pool.bronze", cpu -> {}, memory -> memory.setLimit(-1L)));
  }

  private static void ofRights(Map<String, Consumer<SiteRows>> all) {
    all.put(
        "vsphere_tag.tier with a tag renamed",
        site -> site.target.otherClient().tags().rename("tier", "scratch", "other"));
    all.put(
        "vsphere_tag.tier without a tag",
        site -> site.target.stub().restTags().removeTag("tier", "scratch"));
    all.put(
        "custom_attribute.owner renamed",
        site -> site.target.otherClient().attributes().rename("owner", "other"));
    all.put(
        "role.app-operator with fewer privileges",
        site ->
            SiteByHand.sent(
                () ->
                    site.vim
                        .api()
                        .updateAuthorizationRole(
                            site.hand.rights(),
                            site.hand.role("app-operator"),
                            "app-operator",
                            new String[] {"VirtualMachine.Interact.PowerOn"})));
    all.put(
        "role.app-operator renamed",
        site ->
            SiteByHand.sent(
                () ->
                    site.vim
                        .api()
                        .updateAuthorizationRole(
                            site.hand.rights(),
                            site.hand.role("app-operator"),
                            "other",
                            new String[] {
                              "VirtualMachine.Interact.PowerOn",
                              "VirtualMachine.Interact.PowerOff",
                              "VirtualMachine.Interact.ConsoleInteract"
                            })));
    all.put("permission.apps with another role", site -> site.permit("ReadOnly", true));
    all.put("permission.apps not passed on", site -> site.permit("app-operator", false));
  }

  private void permit(String role, boolean propagate) {
    Permission permission = new Permission();
    permission.setPrincipal("EXAMPLE\\app-team");
    permission.setGroup(true);
    permission.setPropagate(propagate);
    permission.setRoleId(hand.role(role));
    SiteByHand.sent(
        () ->
            vim.api()
                .setEntityPermissions(
                    hand.rights(), target.stub().at(APPS), new Permission[] {permission}));
  }

  private static void ofMachines(Map<String, Consumer<SiteRows>> all) {
    all.put(
        "instance.web-1 with more CPUs",
        site -> {
          site.target.otherClient().power(WEB_1, false);
          site.target.otherClient().cpus(WEB_1, 2);
          site.target.otherClient().power(WEB_1, true);
        });
    all.put(
        "instance.web-1 with less memory",
        site -> {
          VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
          spec.setMemoryMB(1024L);
          site.target.otherClient().power(WEB_1, false);
          site.hand.task(() -> site.vim.api().reconfigVM_Task(site.target.stub().at(WEB_1), spec));
        });
    all.put("instance.web-1 off", site -> site.target.otherClient().power(WEB_1, false));
    all.put(
        "instance.web-1 of another owner",
        site -> site.target.otherClient().attributes().set(WEB_1, "owner", "somebody"));
    all.put(
        "instance.web-1 in another pool",
        site ->
            SiteByHand.sent(
                () ->
                    site.vim
                        .api()
                        .moveIntoResourcePool(
                            site.hand.at("resource_pool.gold"),
                            new ManagedObjectReference[] {site.target.stub().at(WEB_1)})));
  }
}
