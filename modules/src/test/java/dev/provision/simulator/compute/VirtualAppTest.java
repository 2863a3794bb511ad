package dev.provision.simulator.compute;

import static dev.provision.simulator.Bench.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VAppConfigInfo;
import com.vmware.vim25.VAppConfigSpec;
import com.vmware.vim25.VAppEntityConfigInfo;
import dev.provision.simulator.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VirtualAppTest {
  private static final String ROOT = "DC0/host/C0/Resources";

  private Bench bench;
  private ManagedObjectReference shop;
  private ManagedObjectReference web;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB);
    shop = make(bench.find(ROOT), "shop", bench.find("DC0/vm"));
    web = bench.done(bench.clone("plain", "web", bench.cloneSpec("esx-1", "ds1")));
  }

  private ManagedObjectReference make(
      ManagedObjectReference above, String name, ManagedObjectReference folder) throws Exception {
    return bench.api.createVApp(
        above, name, ResourcePool.unlimited(), new VAppConfigSpec(), folder);
  }

  private void move(ManagedObjectReference what, ManagedObjectReference into) throws Exception {
    bench.api.moveIntoResourcePool(into, new ManagedObjectReference[] {what});
  }

  private VAppConfigInfo config() throws Exception {
    return (VAppConfigInfo) bench.read(shop, "vAppConfig");
  }

  private static VAppConfigSpec order(ManagedObjectReference vm, int order) {
    VAppEntityConfigInfo entry = new VAppEntityConfigInfo();
    entry.setKey(vm);
    entry.setStartOrder(order);
    VAppConfigSpec spec = new VAppConfigSpec();
    spec.setEntityConfig(new VAppEntityConfigInfo[] {entry});
    return spec;
  }

  @Test
  void aMachineInItShowsItAndNoParentAndIsBackInItsFolderWhenItLeaves() throws Exception {
    move(web, shop);

    assertThat(bench.read(web, "parentVApp")).isEqualTo(shop);
    assertThat(bench.find(ROOT + "/shop/web")).isEqualTo(web);
    assertThat(bench.find("DC0/vm/web")).isNull();
    move(web, bench.find(ROOT));
    assertThat(bench.read(web, "parent")).isEqualTo(bench.find("DC0/vm"));
    assertThat(config().getEntityConfig()).isNull();
  }

  @Test
  void whatIsInItHasAnEntryThatKeepsWhatASpecLeavesOut() throws Exception {
    refused(
        InvalidArgument.class,
        "A specified parameter was not correct: spec.entityConfig.key: it is not in the vApp",
        () -> bench.api.updateVAppConfig(shop, order(web, 3)));
    move(web, shop);
    bench.api.updateVAppConfig(shop, order(web, 3));

    VAppEntityConfigInfo entry = config().getEntityConfig()[0];
    assertThat(entry.getKey()).isEqualTo(web);
    assertThat(entry.getStartOrder()).isEqualTo(3);
    assertThat(entry.getStartAction()).isEqualTo("powerOn");
    refused(
        InvalidArgument.class,
        "A specified parameter was not correct: spec.entityConfig.startOrder: it is negative",
        () -> bench.api.updateVAppConfig(shop, order(web, -1)));
  }

  @Test
  void theFolderIsDemandedOfOneThatIsInNoOther() throws Exception {
    ManagedObjectReference folder = bench.find("DC0/vm");
    refused(
        InvalidArgument.class,
        "A specified parameter was not correct: vmFolder: a vApp needs a folder",
        () -> make(bench.find(ROOT), "other", null));
    refused(
        InvalidArgument.class,
        "A specified parameter was not correct: vmFolder: a vApp in a vApp has no folder",
        () -> make(shop, "inner", folder));
    assertThat(bench.read(make(shop, "inner", null), "parentVApp")).isEqualTo(shop);
  }

  @Test
  void itsMachinesGoWithIt() throws Exception {
    move(web, shop);

    bench.done(bench.api.destroy_Task(shop));

    assertThat(bench.find(ROOT + "/shop")).isNull();
    assertThat(bench.find("DC0/vm/web")).isNull();
    assertThat(bench.find(ROOT + "/web")).isNull();
  }
}
