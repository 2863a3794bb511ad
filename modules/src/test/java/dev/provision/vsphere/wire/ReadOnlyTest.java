package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadOnlyTest {
  private final List<String> sent = new ArrayList<>();
  private final ReadOnly readOnly =
      new ReadOnly(
          call -> {
            sent.add(call.method());
            return "answer";
          });

  @Test
  void letsReadingThrough() throws Exception {
    for (String method :
        List.of(
            "RetrievePropertiesEx",
            "ContinueRetrievePropertiesEx",
            "FindByInventoryPath",
            "QueryConfigOption",
            "SearchDatastoreSubFolders_Task",
            "EvcManager",
            "CheckConfigureEvcMode_Task",
            "ModifyListView",
            "ConvertNamespacePathToUuidPath",
            "WaitForUpdatesEx",
            "Login",
            "Logout",
            "PbmCheckRequirements",
            "PbmQueryAssociatedProfiles",
            "CurrentTime")) {
      assertThat(readOnly.call(Calls.call(method, "X", "x"))).isEqualTo("answer");
    }
    assertThat(sent).hasSize(15);
  }

  @Test
  void throwsOnWhatMayChangeSomething() {
    for (String method :
        List.of(
            "CloneVM_Task",
            "PowerOnVM_Task",
            "CreateFolder",
            "QueryVMotionCompatibilityEx_Task",
            "ImportVApp",
            "SetField",
            "ConfigureEvcMode_Task",
            "CancelTask",
            "PbmCreate",
            "PbmAssignDefaultRequirementProfile",
            "SearchAndDestroy")) {
      assertThatThrownBy(() -> readOnly.call(Calls.call(method, "X", "x")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("`" + method + "` was called while only reading is allowed");
    }
    assertThat(sent).isEmpty();
  }
}
