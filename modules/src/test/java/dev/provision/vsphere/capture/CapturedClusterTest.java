package dev.provision.vsphere.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasConfigInfo;
import com.vmware.vim25.ClusterDpmConfigInfo;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterFailoverHostAdmissionControlPolicy;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.newer.ClusterProactiveDrsConfigInfo;
import dev.provision.vsphere.newer.NewerClusterInfo;
import dev.provision.vsphere.places.DrsCluster;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapturedClusterTest {
  private static final ManagedObjectReference VM = ref("VirtualMachine", "vm-1");
  private static final ManagedObjectReference HIDDEN = ref("VirtualMachine", "vm-2");
  private static final ManagedObjectReference HOST = ref("HostSystem", "host-1");

  private static ManagedObjectReference ref(String type, String value) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(value);
    return ref;
  }

  private static ClusterConfigInfoEx kept(ClusterConfigInfoEx told) {
    Item cluster =
        new Item(
            ref("ClusterComputeResource", "domain-c1"), Map.of(DrsCluster.CONFIG, told), Map.of());
    return CapturedCluster.of(cluster, ref -> !ref.val.equals(HIDDEN.val));
  }

  @Test
  void keepsTheSettingsAndTheRules() {
    NewerClusterInfo told = new NewerClusterInfo();
    told.vmSwapPlacement = "hostLocal";
    told.proactiveDrsConfig = new ClusterProactiveDrsConfigInfo();
    told.proactiveDrsConfig.enabled = true;
    told.dpmConfigInfo = new ClusterDpmConfigInfo();
    told.dpmConfigInfo.hostPowerActionRate = 2;
    told.drsConfig = new ClusterDrsConfigInfo();
    told.drsConfig.enabled = true;
    told.drsConfig.defaultVmBehavior = DrsBehavior.manual;
    ClusterFailoverHostAdmissionControlPolicy spare =
        new ClusterFailoverHostAdmissionControlPolicy();
    spare.setFailoverHosts(new ManagedObjectReference[] {HOST});
    told.dasConfig = new ClusterDasConfigInfo();
    told.dasConfig.enabled = true;
    told.dasConfig.admissionControlEnabled = true;
    told.dasConfig.admissionControlPolicy = spare;
    ClusterVmHostRuleInfo bound = new ClusterVmHostRuleInfo();
    bound.name = "licensed";
    bound.mandatory = true;
    bound.vmGroupName = "databases";
    bound.affineHostGroupName = "licensed hosts";
    told.rule = new ClusterRuleInfo[] {bound};

    ClusterConfigInfoEx kept = kept(told);

    assertThat(kept).usingRecursiveComparison().isEqualTo(told);
  }

  @Test
  void groupsAndRulesNameOnlyWhatIsInTheCaptureAndKeepTheRest() {
    ClusterAntiAffinityRuleSpec apart = new ClusterAntiAffinityRuleSpec();
    apart.key = 7;
    apart.name = "provision:ci:web";
    apart.enabled = true;
    apart.mandatory = true;
    apart.ruleUuid = "52d7";
    apart.vm = new ManagedObjectReference[] {VM, HIDDEN};
    ClusterVmGroup vms = new ClusterVmGroup();
    vms.name = "databases";
    vms.vm = new ManagedObjectReference[] {HIDDEN, VM};
    ClusterHostGroup hosts = new ClusterHostGroup();
    hosts.name = "licensed hosts";
    hosts.host = new ManagedObjectReference[] {HOST};
    ClusterConfigInfoEx told = new ClusterConfigInfoEx();
    told.rule = new ClusterRuleInfo[] {apart};
    told.group = new ClusterGroupInfo[] {vms, hosts};

    ClusterConfigInfoEx kept = kept(told);

    assertThat(kept.rule)
        .singleElement()
        .usingRecursiveComparison()
        .ignoringFields("vm")
        .isEqualTo(apart);
    assertThat(((ClusterAntiAffinityRuleSpec) kept.rule[0]).vm).containsExactly(VM);
    assertThat(((ClusterVmGroup) kept.group[0]).vm).containsExactly(VM);
    assertThat(kept.group[0].name).isEqualTo("databases");
    assertThat(kept.group[1]).usingRecursiveComparison().isEqualTo(hosts);
    // what was read stays as it was
    assertThat(apart.vm).containsExactly(VM, HIDDEN);
  }
}
