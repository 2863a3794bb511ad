package dev.provision.modules.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ClusterAffinityRuleSpec;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import dev.provision.modules.clusters.WantedRule.Sort;
import dev.provision.vsphere.newer.ClusterDependencyRuleInfo;
import org.junit.jupiter.api.Test;

class RuleDraftTest {
  @Test
  void aRuleThatNoPlaybookDeclaresIsNeverEditedAsOneOfOurs() {
    assertThat(RuleDraft.sort(new ClusterAffinityRuleSpec())).isEqualTo(Sort.TOGETHER);
    assertThat(RuleDraft.sort(new ClusterAntiAffinityRuleSpec())).isEqualTo(Sort.APART);
    assertThat(RuleDraft.sort(new ClusterVmHostRuleInfo())).isEqualTo(Sort.ON_HOSTS);

    assertThat(RuleDraft.sort(new ClusterDependencyRuleInfo())).isEqualTo(Sort.AFTER);
    ClusterRuleInfo other = new ClusterRuleInfo();
    assertThat(RuleDraft.sort(other)).isEqualTo(Sort.OTHER).hasToString("another sort");
    assertThatThrownBy(() -> RuleDraft.of(other)).isInstanceOf(IllegalStateException.class);
  }
}
