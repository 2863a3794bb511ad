package dev.provision.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.HostDigestInfo;
import com.vmware.vim25.InaccessibleDatastore;
import com.vmware.vim25.InvalidDatastore;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.TaskInProgress;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
  @Test
  void skipsAnElementThatIsNotKnownWhole() throws Exception {
    VirtualMachineConfigInfo config =
        (VirtualMachineConfigInfo)
            Envelopes.result(
                "<returnval><sevInfo><name>no</name><deep><name>no</name></deep></sevInfo>"
                    + "<name>web-1</name></returnval>",
                "VirtualMachineConfigInfo");

    assertThat(config.name).isEqualTo("web-1");
  }

  @Test
  void readsATypeThatIsNotKnownAsTheDeclaredOne() throws Exception {
    VirtualDevice[] devices =
        (VirtualDevice[])
            Envelopes.result(
                "<returnval xsi:type=\"VirtualQuantumCard\"><key>7</key><qubits>2</qubits>"
                    + "</returnval><returnval xsi:type=\"VirtualDisk\"><key>8</key></returnval>",
                "VirtualDevice[]");

    assertThat(devices).extracting(device -> device.key).containsExactly(7, 8);
    assertThat(devices[0]).isExactlyInstanceOf(VirtualDevice.class);
  }

  @Test
  void leavesOutAValueOfAnUnknownTypeWhereAnythingIsDeclared() throws Exception {
    DynamicProperty[] properties =
        (DynamicProperty[])
            Envelopes.result(
                "<returnval><name>a</name><val xsi:type=\"Novelty\"><x>1</x></val></returnval>"
                    + "<returnval><name>b</name><val xsi:type=\"ArrayOfNovelty\"><Novelty/></val>"
                    + "</returnval><returnval><name>c</name><val xsi:type=\"xsd:string\">c</val>"
                    + "</returnval>",
                "DynamicProperty[]");

    assertThat(properties).extracting(property -> property.val).containsExactly(null, null, "c");
  }

  @Test
  void doesNotTakeAClassThatIsNoDataObjectForAType() throws Exception {
    OptionValue option =
        (OptionValue)
            Envelopes.result(
                "<returnval><key>k</key><value xsi:type=\"VimPortType\"/></returnval>",
                "OptionValue");

    assertThat(option.value).isNull();
  }

  @Test
  void readsAnEnumValueThatIsNotKnownAsAbsent() throws Exception {
    VirtualMachineRuntimeInfo runtime =
        (VirtualMachineRuntimeInfo)
            Envelopes.result(
                "<returnval><powerState>hibernating</powerState><numMksConnections>3"
                    + "</numMksConnections></returnval>",
                "VirtualMachineRuntimeInfo");

    assertThat(runtime.powerState).isNull();
    assertThat(runtime.numMksConnections).isEqualTo(3);
  }

  @Test
  void tellsTheTypeOfAReferenceFromTheTypeOfTheValue() throws Exception {
    DynamicProperty parent =
        (DynamicProperty)
            Envelopes.result(
                "<returnval><name>parent</name>"
                    + "<val xsi:type=\"ManagedObjectReference\" type=\"Folder\">group-v3</val>"
                    + "</returnval>",
                "DynamicProperty");

    assertThat(parent.val).isEqualTo(reference("Folder", "group-v3"));
  }

  @Test
  void readsTheTypeOfAReferenceInEitherOrderOfAttributes() throws Exception {
    Object parent =
        Envelopes.result(
            "<returnval type=\"Folder\" xsi:type=\"ManagedObjectReference\">group-v3</returnval>",
            "ManagedObjectReference");

    assertThat(parent).isEqualTo(reference("Folder", "group-v3"));
  }

  @Test
  void readsBase64AndListsOfBytes() throws Exception {
    VirtualMachineConfigInfo config =
        (VirtualMachineConfigInfo)
            Envelopes.result(
                "<returnval><vmxConfigChecksum>AP8Q</vmxConfigChecksum></returnval>",
                "VirtualMachineConfigInfo");
    HostDigestInfo digest =
        (HostDigestInfo)
            Envelopes.result(
                "<returnval><digestValue>0</digestValue><digestValue>-1</digestValue>"
                    + "<digestValue>255</digestValue><digestValue>16</digestValue></returnval>",
                "HostDigestInfo");
    OptionValue any =
        (OptionValue)
            Envelopes.result(
                "<returnval><value xsi:type=\"xsd:base64Binary\">AP8Q</value></returnval>",
                "OptionValue");
    OptionValue list =
        (OptionValue)
            Envelopes.result(
                "<returnval><value xsi:type=\"ArrayOfByte\"><byte>1</byte><byte>2</byte></value>"
                    + "</returnval>",
                "OptionValue");

    assertThat(config.vmxConfigChecksum).containsExactly(0, -1, 16);
    assertThat(digest.digestValue).containsExactly(0, -1, -1, 16);
    assertThat((byte[]) any.value).containsExactly(0, -1, 16);
    assertThat((byte[]) list.value).containsExactly(1, 2);
  }

  @Test
  void readsArraysThatAreTheValueOfAnything() throws Exception {
    OptionValue[] options =
        (OptionValue[])
            Envelopes.result(
                "<returnval><value xsi:type=\"ArrayOfString\"><string>a</string><string>b</string>"
                    + "</value></returnval><returnval><value xsi:type=\"ArrayOfInt\"><int>4</int>"
                    + "</value></returnval><returnval><value xsi:type=\"ArrayOfVirtualDevice\"/>"
                    + "</returnval><returnval><value xsi:type=\"ArrayOfAnyType\">"
                    + "<anyType xsi:type=\"xsd:long\">9</anyType></value></returnval>",
                "OptionValue[]");

    assertThat(options[0].value).isEqualTo(new String[] {"a", "b"});
    assertThat(options[1].value).isEqualTo(new int[] {4});
    assertThat(options[2].value).isEqualTo(new VirtualDevice[0]);
    assertThat(options[3].value).isEqualTo(new Object[] {9L});
  }

  @Test
  void readsScalarsOfAnything() throws Exception {
    OptionValue[] options =
        (OptionValue[])
            Envelopes.result(
                "<returnval><value xsi:type=\"xsd:boolean\">1</value></returnval>"
                    + "<returnval><value xsi:type=\"xsd:short\"> 12 </value></returnval>"
                    + "<returnval><value xsi:type=\"xsd:double\">-INF</value></returnval>"
                    + "<returnval><value xsi:type=\"VirtualMachinePowerState\">suspended</value>"
                    + "</returnval><returnval><value xsi:nil=\"true\"/></returnval>",
                "OptionValue[]");

    assertThat(options)
        .extracting(option -> option.value)
        .containsExactly(
            true, (short) 12, Double.NEGATIVE_INFINITY, VirtualMachinePowerState.suspended, null);
  }

  @Test
  void readsDatesWithFractionsAndZones() throws Exception {
    assertThat(date("2026-11-22T12:23:11.754565424Z").toInstant())
        .isEqualTo("2026-11-22T12:23:11.754Z");
    assertThat(date("2026-11-22T12:23:11+05:30").toInstant()).isEqualTo("2026-11-22T06:53:11Z");
    assertThat(date("2026-03-01T00:30:00.5-01:00").toInstant())
        .isEqualTo("2026-03-01T01:30:00.500Z");
    assertThat(date("2026-11-22T12:23:11").toInstant()).isEqualTo("2026-11-22T12:23:11Z");
    assertThat(date("0001-01-01T00:00:00Z").toInstant()).isEqualTo("0001-01-01T00:00:00Z");
  }

  @Test
  void refusesADateThatIsNone() {
    assertThatThrownBy(() -> date("yesterday"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("`<returnval>` says `yesterday`, which is no Calendar");
  }

  @Test
  void refusesANumberThatIsNone() {
    assertThatThrownBy(
            () ->
                Envelopes.result(
                    "<returnval><numMksConnections>many</numMksConnections></returnval>",
                    "VirtualMachineRuntimeInfo"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("`<numMksConnections>` says `many`, which is no Integer");
  }

  @Test
  void readsTextInPiecesEntitiesAndCdata() throws Exception {
    assertThat(Envelopes.result("<returnval>a&lt;b&#x41;<![CDATA[&c]]>d</returnval>", "String"))
        .isEqualTo("a<bA&cd");
  }

  @Test
  void readsNothingAsNullAndAsAnEmptyArray() throws Exception {
    assertThat(Envelopes.result("", "UpdateSet")).isNull();
    assertThat(Envelopes.result("<returnval/>", null)).isNull();
    assertThat(Envelopes.result("", "ManagedObjectReference[]"))
        .isEqualTo(new ManagedObjectReference[0]);
  }

  @Test
  void readsAFaultWithoutDetail() throws Exception {
    Reply.Fault fault = fault("<faultstring>Unable to resolve WSDL method name</faultstring>");

    assertThat(fault.detail()).isExactlyInstanceOf(MethodFault.class);
    assertThat(fault.text()).isEqualTo("Unable to resolve WSDL method name");
  }

  @Test
  void readsAFaultWhoseTypeIsOnlyTheElementsName() throws Exception {
    Reply.Fault fault =
        fault(
            "<faultstring>no</faultstring><detail><NoPermissionFault xmlns=\"urn:vim25\">"
                + "<object type=\"Datacenter\">datacenter-2</object>"
                + "<privilegeId>VirtualMachine.Inventory.Create</privilegeId>"
                + "</NoPermissionFault></detail>");

    assertThat(fault.detail())
        .isInstanceOfSatisfying(
            NoPermission.class,
            detail -> assertThat(detail.privilegeId).isEqualTo("VirtualMachine.Inventory.Create"));
  }

  @Test
  void readsAFaultThatIsNotKnownAsAPlainOneAndKeepsItsName() throws Exception {
    Reply.Fault fault =
        fault("<faultstring/><detail><XFault xsi:type=\"SevNotSupported\"/></detail>");

    assertThat(fault.detail()).isExactlyInstanceOf(MethodFault.class);
    assertThat(fault.text()).isEqualTo("SevNotSupported");
  }

  @Test
  void readsAFaultsOwnFieldAndNotTheOneOfJavasException() throws Exception {
    Reply.Fault fault =
        fault(
            "<faultstring>x</faultstring><detail>"
                + "<InaccessibleDatastoreFault xsi:type=\"InaccessibleDatastore\">"
                + "<name>nas1</name><detail>gone</detail></InaccessibleDatastoreFault></detail>");

    assertThat(fault.detail())
        .isInstanceOfSatisfying(
            InaccessibleDatastore.class,
            detail -> {
              assertThat(detail.detail).isEqualTo("gone");
              assertThat(((InvalidDatastore) detail).name).isEqualTo("nas1");
            });
  }

  @Test
  void readsTheErrorOfATaskWithItsText() throws Exception {
    TaskInfo info =
        (TaskInfo)
            Envelopes.result(
                "<returnval><error><fault xsi:type=\"TaskInProgress\">"
                    + "<task type=\"Task\">task-1</task></fault>"
                    + "<localizedMessage>Another task is running.</localizedMessage></error>"
                    + "</returnval>",
                "TaskInfo");

    LocalizedMethodFault error = info.error;
    assertThat(error.localizedMessage).isEqualTo("Another task is running.");
    assertThat(((TaskInProgress) error.fault).task).isEqualTo(reference("Task", "task-1"));
  }

  @Test
  void readsIntoOurOwnClassesWhereTheyAreNamed() throws Exception {
    WireTypes types = new WireTypes(List.of(RequestWriterTest.Vtpm.class));

    Reply reply =
        Envelopes.reply(
            Envelopes.envelope(
                "<R><returnval xsi:type=\"VirtualTPM\"><key>1</key>"
                    + "<endorsementKeyCertificateSigningRequest>csr"
                    + "</endorsementKeyCertificateSigningRequest></returnval></R>"),
            "VirtualDevice",
            types);

    assertThat(((Reply.Result) reply).value())
        .isInstanceOfSatisfying(
            RequestWriterTest.Vtpm.class,
            tpm -> assertThat(tpm.endorsementKeyCertificateSigningRequest).isEqualTo("csr"));
  }

  @Test
  void refusesAPageOfHtml() {
    assertThatThrownBy(() -> Envelopes.reply("<html><body>503</body></html>", "String"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("it is no SOAP envelope but `<html>`");
  }

  @Test
  void refusesATruncatedBody() {
    String whole = Envelopes.text("RetrievePropertiesEx-VM");
    for (int length : new int[] {40, 900, 5000, whole.length() - 20}) {
      assertThatThrownBy(() -> Envelopes.reply(whole.substring(0, length), "RetrieveResult"))
          .isInstanceOf(MalformedMessage.class)
          .hasMessageStartingWith("it is not well-formed XML, or was cut off, at line ");
    }
  }

  @Test
  void refusesWhatIsNoXmlAtAll() {
    assertThatThrownBy(() -> Envelopes.reply("Service Unavailable", "String"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith("it is not well-formed XML");
  }

  @Test
  void refusesAnXmlBomb() {
    String bomb =
        "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + Envelopes.envelope("<R><returnval>&b;</returnval></R>").substring(38);

    assertThatThrownBy(() -> Envelopes.reply(bomb, "String"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("it holds a DTD or an entity, which vim25 never sends; refused");
  }

  @Test
  void refusesAnExternalEntity() {
    String thief =
        "<!DOCTYPE b [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
            + Envelopes.envelope("<R><returnval>&f;</returnval></R>").substring(38);

    assertThatThrownBy(() -> Envelopes.reply(thief, "String"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("it holds a DTD or an entity, which vim25 never sends; refused");
  }

  @Test
  void refusesElementsNestedWithoutEnd() {
    String deep = "<returnval>" + "<childSnapshotList>".repeat(100_000);

    assertThatThrownBy(() -> Envelopes.result(deep, "VirtualMachineSnapshotTree"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("its elements are nested deeper than 256");
  }

  @Test
  void readsManyEscapedCharacters() throws Exception {
    String text = "&lt;&amp;".repeat(200_000);

    assertThat((String) Envelopes.result("<returnval>" + text + "</returnval>", "String"))
        .hasSize(400_000);
  }

  @Test
  void readsAnAnswerWithAMarkOfByteOrder() throws Exception {
    String marked = "\uFEFF" + Envelopes.envelope("<R><returnval>a</returnval></R>");

    assertThat(Envelopes.reply(marked, "String")).isEqualTo(new Reply.Result("a"));
  }

  @Test
  void readsOrRefusesDamagedAnswersAndNeverFailsOtherwise() {
    byte[] whole = Envelopes.text("RetrievePropertiesEx-VM").getBytes(StandardCharsets.UTF_8);
    ResponseReader reader = new ResponseReader(new WireTypes());
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] damaged = whole.clone();
      for (int hits = random.nextInt(3); hits >= 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        reader.read(damaged, "RetrieveResult");
      } catch (MalformedMessage e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 400);
  }

  private static Calendar date(String text) throws MalformedMessage {
    return (Calendar) Envelopes.result("<returnval>" + text + "</returnval>", "Calendar");
  }

  private static Reply.Fault fault(String inside) throws MalformedMessage {
    return (Reply.Fault)
        Envelopes.reply(
            Envelopes.envelope("<soapenv:Fault>" + inside + "</soapenv:Fault>"), "String");
  }

  private static ManagedObjectReference reference(String type, String id) {
    ManagedObjectReference reference = new ManagedObjectReference();
    reference.type = type;
    reference.val = id;
    return reference;
  }
}
