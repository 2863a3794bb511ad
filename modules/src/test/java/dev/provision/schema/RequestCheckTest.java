package dev.provision.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCheckTest {
  private static final String CLONE =
      "<_this type=\"VirtualMachine\">vm-1</_this><folder type=\"Folder\">group-v1</folder>"
          + "<name>web</name><spec><location/><template>false</template>%s<powerOn>false</powerOn>"
          + "%s</spec>";

  private static List<String> violations(String version, String method, String body) {
    return violations("urn:vim25", version, method, body);
  }

  private static List<String> violations(
      String service, String version, String method, String body) {
    String envelope =
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><e:Header><a/></e:Header>"
            + "<e:Body><%1$s xmlns=\"%2$s\">%3$s</%1$s></e:Body></e:Envelope>"
                .formatted(method, service, body);
    return RequestCheck.of(
            ApiTable.get(), service + "/" + version, envelope.getBytes(StandardCharsets.UTF_8))
        .violations()
        .stream()
        .map(Violation::toString)
        .toList();
  }

  private static List<String> clone(String version, String middle, String end) {
    return violations(version, "CloneVM_Task", CLONE.formatted(middle, end));
  }

  @Test
  void passesWhatEveryVersionTakes() {
    assertThat(clone("6.5", "<config><numCPUs>2</numCPUs><memoryMB>64</memoryMB></config>", ""))
        .isEmpty();
    assertThat(violations("9.0.0.0", "CurrentTime", "<_this type=\"ServiceInstance\">si</_this>"))
        .isEmpty();
  }

  @Test
  void wantsWhatIsRequired() {
    assertThat(
            violations(
                "6.5",
                "SearchDatastore_Task",
                "<_this type=\"HostDatastoreBrowser\">b</_this><datastorePath>[a]</datastorePath>"
                    + "<searchSpec><details><fileType>true</fileType><fileSize>true</fileSize>"
                    + "<modification>false</modification></details></searchSpec>"))
        .containsExactly(
            "REQUIRED: SearchDatastore_Task searchSpec/details: `fileOwner` is missing, required"
                + " since 4.0");
    assertThat(violations("6.5", "Rename_Task", "<_this type=\"Folder\">f</_this>"))
        .containsExactly("REQUIRED: Rename_Task: `newName` is missing, required since 2.0");
    assertThat(violations("6.5", "CurrentTime", ""))
        .containsExactly("REQUIRED: CurrentTime: `_this` is not its first element");
  }

  @Test
  void wantsTheFieldsOfTheBaseFirstAndAllInOrder() {
    String disk =
        "<config><deviceChange><operation>add</operation><device xsi:type=\"VirtualDisk\">%s"
            + "</device></deviceChange></config>";
    assertThat(clone("6.5", disk.formatted("<key>1</key><capacityInKB>4</capacityInKB>"), ""))
        .isEmpty();
    assertThat(clone("6.5", disk.formatted("<capacityInKB>4</capacityInKB><key>1</key>"), ""))
        .containsExactly(
            "ORDER: CloneVM_Task spec/config/deviceChange/device/key: it comes after"
                + " `capacityInKB` and not before");
  }

  @Test
  void knowsEveryElementAndHowOftenItMayStand() {
    assertThat(clone("6.5", "<confg/>", ""))
        .containsExactly("ELEMENT: CloneVM_Task spec/confg: there is no such element");
    assertThat(clone("6.5", "<config><name>a</name><name>b</name></config>", ""))
        .containsExactly("ONCE: CloneVM_Task spec/config/name: there is more than one");
  }

  @Test
  void wantsTypesThatThereAreAndThatMayStandThere() {
    String option = "<config><extraConfig><key>k</key><value %s>1</value></extraConfig></config>";
    assertThat(clone("6.5", option.formatted("xsi:type=\"xsd:string\""), "")).isEmpty();
    assertThat(clone("6.5", option.formatted(""), ""))
        .containsExactly(
            "TYPE: CloneVM_Task spec/config/extraConfig/value: anything may stand here, and it"
                + " does not say what it is");
    assertThat(clone("6.5", option.formatted("xsi:type=\"Sring\""), ""))
        .containsExactly(
            "TYPE: CloneVM_Task spec/config/extraConfig/value: there is no type `Sring`");
    assertThat(clone("6.5", "<config xsi:type=\"VirtualDisk\"/>", ""))
        .containsExactly(
            "TYPE: CloneVM_Task spec/config: a `VirtualDisk` is no VirtualMachineConfigSpec");
  }

  @Test
  void wantsValuesOfTheirType() {
    assertThat(clone("6.5", "<config><memoryMB>64 MiB</memoryMB></config>", ""))
        .containsExactly("VALUE: CloneVM_Task spec/config/memoryMB: `64 MiB` is no long");
    assertThat(
            clone(
                "6.5",
                "<config><deviceChange><operation>put</operation><device><key>1</key>"
                    + "</device></deviceChange></config>",
                ""))
        .containsExactly(
            "VALUE: CloneVM_Task spec/config/deviceChange/operation: `put` is no"
                + " VirtualDeviceConfigSpecOperation");
  }

  @Test
  void wantsReferencesToWhatMayStandThereAndMethodsThatTheObjectHas() {
    String rename = "<_this type=\"%s\">x</_this><newName>a</newName>";
    assertThat(violations("6.5", "Rename_Task", rename.formatted("VirtualMachine"))).isEmpty();
    assertThat(violations("6.5", "Rename_Task", rename.formatted("Task")))
        .containsExactly("RECEIVER: Rename_Task: a Task has no such method");
    assertThat(violations("6.5", "Rename_Task", rename.formatted("Vm")))
        .containsExactly("REFERENCE: Rename_Task _this: there is no managed object type `Vm`");
    assertThat(
            violations(
                "6.5",
                "CreateContainerView",
                "<_this type=\"ViewManager\">v</_this><container type=\"Task\">t</container>"
                    + "<recursive>true</recursive>"))
        .containsExactly("REFERENCE: CreateContainerView container: a Task is no ManagedEntity");
  }

  @Test
  void refusesWhatIsNewerThanTheVersionThatWasAskedFor() {
    String policy = "<tpmProvisionPolicy>replace</tpmProvisionPolicy>";
    assertThat(clone("8.0.3.0", "", policy)).isEmpty();
    assertThat(clone("7.0.3.0", "", policy))
        .containsExactly(
            "NEWER: CloneVM_Task spec/tpmProvisionPolicy: `tpmProvisionPolicy` is there since"
                + " 8.0.0.1, and asked for is 7.0.3.0");
    String tpm =
        "<config><deviceChange><device xsi:type=\"VirtualTPM\"><key>1</key></device>"
            + "</deviceChange></config>";
    assertThat(clone("6.7", tpm, "")).isEmpty();
    assertThat(clone("6.5", tpm, ""))
        .containsExactly(
            "NEWER: CloneVM_Task spec/config/deviceChange/device: VirtualTPM is there since 6.7,"
                + " and asked for is 6.5");
    String encrypted =
        "<_this type=\"VirtualMachine\">vm-1</_this><name>n</name><memory>false</memory>";
    assertThat(violations("6.5", "CreateSnapshotEx_Task", encrypted)).isEmpty();
    assertThat(violations("6.0", "CreateSnapshotEx_Task", encrypted))
        .contains(
            "NEWER: CreateSnapshotEx_Task: method CreateSnapshotEx_Task is there since 6.5, and"
                + " asked for is 6.0");
  }

  @Test
  void looksUpTheProperties() {
    assertThat(path("6.5", "HostSystem", "runtime.inQuarantineMode")).isEmpty();
    assertThat(path("6.0", "HostSystem", "runtime.inQuarantineMode"))
        .containsExactly(
            "PROPERTY: CreateFilter spec/propSet: HostSystem.runtime.inQuarantineMode is there since"
                + " 6.5, and asked for is 6.0");
    assertThat(path("6.5", "VirtualMachine", "config.extraConfig[\"a.b\"]")).isEmpty();
    assertThat(path("6.5", "VirtualMachine", "config.hardwear"))
        .containsExactly(
            "PROPERTY: CreateFilter spec/propSet: a VirtualMachine has no property"
                + " `config.hardwear`");
    assertThat(path("6.5", "ManagedEntity", "config"))
        .containsExactly(
            "PROPERTY: CreateFilter spec/propSet: a ManagedEntity has no property `config`");
    assertThat(path("6.5", "Vm", "name"))
        .containsExactly(
            "PROPERTY: CreateFilter spec/propSet: there is no managed object type `Vm`");
  }

  private static List<String> path(String version, String type, String path) {
    return violations(
        version,
        "CreateFilter",
        "<_this type=\"PropertyCollector\">p</_this><spec><propSet><type>"
            + type
            + "</type><pathSet>"
            + path
            + "</pathSet></propSet><objectSet><obj type=\"Folder\">f</obj></objectSet></spec>"
            + "<partialUpdates>false</partialUpdates>");
  }

  @Test
  void checksThePolicyServiceToo() {
    String self = "<_this type=\"PbmProfileProfileManager\">m</_this>";
    assertThat(
            violations(
                "urn:pbm",
                "6.5",
                "PbmRetrieveContent",
                self + "<profileIds><uniqueId>1</uniqueId></profileIds>"))
        .isEmpty();
    assertThat(violations("urn:pbm", "6.5", "PbmRetrieveContent", self))
        .containsExactly(
            "REQUIRED: PbmRetrieveContent: `profileIds` is missing, required since 1.0");
    assertThat(violations("urn:vim25", "6.5", "PbmRetrieveContent", self))
        .containsExactly(
            "METHOD: PbmRetrieveContent: a PbmProfileProfileManager is an object of urn:pbm");
  }

  /** So what a version takes, each newer one takes, and one version a request is enough. */
  @Test
  void noFieldThatIsRequiredIsNewerThan60WhereItsTypeIsNot() {
    assertThat(ApiTable.get().requiredLaterThanTheirType(new Since("6.0"))).isEmpty();
    assertThat(ApiTable.get().requiredLaterThanTheirType(new Since("3.0")))
        .contains("FileQueryFlags.fileOwner");
  }
}
