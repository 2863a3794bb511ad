package dev.provision.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.Description;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineBootOptions;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.ws.Argument;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
  /** A device that yavijava's schema lacks. */
  @WireType(name = "VirtualTPM", since = "6.7")
  public static class Vtpm extends VirtualDevice {
    public String endorsementKeyCertificateSigningRequest;
  }

  /** A field that newer versions insert into a type of yavijava's. */
  @WireType(name = "VirtualMachineBootOptions", since = "6.5")
  public static class SecureBoot extends VirtualMachineBootOptions {
    @WireType.Before("bootRetryEnabled")
    public Boolean efiSecureBootEnabled;
  }

  @Test
  void writesTheWholeEnvelope() throws Exception {
    byte[] written =
        new RequestWriter(new WireTypes())
            .write(
                "PowerOnVM_Task",
                List.of(
                    new Argument("_this", "ManagedObjectReference", vm()),
                    new Argument("host", "ManagedObjectReference", null)),
                "run-1");

    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Header>"
                + "<operationID>run-1</operationID></soapenv:Header><soapenv:Body>"
                + "<PowerOnVM_Task xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">vm-1</_this>"
                + "</PowerOnVM_Task></soapenv:Body></soapenv:Envelope>");
  }

  @Test
  void writesFieldsInTheOrderOfTheSchemaInheritedOnesFirst() throws Exception {
    VirtualDisk disk = new VirtualDisk();
    disk.capacityInKB = 5;
    disk.unitNumber = 2;
    disk.controllerKey = 1000;
    disk.key = -1;
    disk.deviceInfo = new Description();
    disk.deviceInfo.label = "l";
    disk.deviceInfo.summary = "s";

    assertThat(written("d", "VirtualDevice", disk))
        .isEqualTo(
            "<d xsi:type=\"VirtualDisk\"><key>-1</key><deviceInfo><label>l</label>"
                + "<summary>s</summary></deviceInfo><controllerKey>1000</controllerKey>"
                + "<unitNumber>2</unitNumber><capacityInKB>5</capacityInKB></d>");
  }

  @Test
  void writesTheRealTypeOnlyWhereItIsNotTheDeclaredOne() throws Exception {
    VirtualDeviceConfigSpec change = new VirtualDeviceConfigSpec();
    change.operation = VirtualDeviceConfigSpecOperation.add;
    change.device = new VirtualDisk();
    change.device.backing = new VirtualDiskFlatVer2BackingInfo();
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.deviceChange = new VirtualDeviceConfigSpec[] {change};

    assertThat(written("spec", "VirtualMachineConfigSpec", spec))
        .isEqualTo(
            "<spec><deviceChange><operation>add</operation><device xsi:type=\"VirtualDisk\">"
                + "<key>0</key><backing xsi:type=\"VirtualDiskFlatVer2BackingInfo\"></backing>"
                + "<capacityInKB>0</capacityInKB></device></deviceChange></spec>");
  }

  @Test
  void writesACloneSpecAsTheSchemaOrdersIt() throws Exception {
    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.powerOn = true;
    spec.location = new VirtualMachineRelocateSpec();
    spec.location.pool = reference("ResourcePool", "resgroup-8");
    spec.location.host = reference("HostSystem", "host-9");
    spec.location.datastore = reference("Datastore", "datastore-10");
    spec.snapshot = reference("VirtualMachineSnapshot", "snapshot-11");

    assertThat(written("spec", "VirtualMachineCloneSpec", spec))
        .isEqualTo(
            "<spec><location><datastore type=\"Datastore\">datastore-10</datastore>"
                + "<pool type=\"ResourcePool\">resgroup-8</pool>"
                + "<host type=\"HostSystem\">host-9</host></location><template>false</template>"
                + "<powerOn>true</powerOn>"
                + "<snapshot type=\"VirtualMachineSnapshot\">snapshot-11</snapshot></spec>");
  }

  @Test
  void writesAValueOfAnythingWithItsType() throws Exception {
    assertThat(option("a<b>&\"c\"\r\n")) // a bare CR would be read back as LF
        .isEqualTo("<value xsi:type=\"xsd:string\">a&lt;b&gt;&amp;&quot;c&quot;&#13;\n</value>");
    assertThat(option(5)).isEqualTo("<value xsi:type=\"xsd:int\">5</value>");
    assertThat(option(5L)).isEqualTo("<value xsi:type=\"xsd:long\">5</value>");
    assertThat(option(true)).isEqualTo("<value xsi:type=\"xsd:boolean\">true</value>");
    assertThat(option(VirtualMachinePowerState.poweredOff))
        .isEqualTo("<value xsi:type=\"VirtualMachinePowerState\">poweredOff</value>");
    assertThat(option(vm()))
        .isEqualTo(
            "<value xsi:type=\"ManagedObjectReference\" type=\"VirtualMachine\">vm-1</value>");
    assertThat(option(new String[] {"a", "b"}))
        .isEqualTo(
            "<value xsi:type=\"ArrayOfString\"><string>a</string><string>b</string></value>");
    Calendar time = Calendar.getInstance();
    time.setTimeInMillis(1500);
    assertThat(option(time))
        .isEqualTo("<value xsi:type=\"xsd:dateTime\">1970-01-01T00:00:01.500Z</value>");
  }

  @Test
  void writesArraysAsRepeatedElements() throws Exception {
    assertThat(written("type", "String[]", new String[] {"VirtualMachine", "Folder"}))
        .isEqualTo("<type>VirtualMachine</type><type>Folder</type>");
    assertThat(written("ids", "int[]", new int[] {1, 2})).isEqualTo("<ids>1</ids><ids>2</ids>");
    assertThat(written("type", "String[]", new String[0])).isEmpty();
  }

  @Test
  void writesZeroAsAbsentWhereYavijavaMadeAnOptionalNumberPrimitive() throws Exception {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.name = "web-1";

    assertThat(written("spec", "VirtualMachineConfigSpec", spec))
        .isEqualTo("<spec><name>web-1</name></spec>");
  }

  @Test
  void writesOurOwnTypesByTheirWireName() throws Exception {
    Vtpm tpm = new Vtpm();
    tpm.key = -5;
    tpm.endorsementKeyCertificateSigningRequest = "csr";

    assertThat(written("device", "VirtualDevice", tpm))
        .isEqualTo(
            "<device xsi:type=\"VirtualTPM\"><key>-5</key>"
                + "<endorsementKeyCertificateSigningRequest>csr"
                + "</endorsementKeyCertificateSigningRequest></device>");
  }

  @Test
  void writesAnInsertedFieldWhereTheSchemaHasIt() throws Exception {
    SecureBoot boot = new SecureBoot();
    boot.bootDelay = 1L;
    boot.enterBIOSSetup = false;
    boot.efiSecureBootEnabled = true;
    boot.bootRetryEnabled = true;
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.bootOptions = boot;

    assertThat(written("spec", "VirtualMachineConfigSpec", spec))
        .isEqualTo(
            "<spec><bootOptions><bootDelay>1</bootDelay><enterBIOSSetup>false</enterBIOSSetup>"
                + "<efiSecureBootEnabled>true</efiSecureBootEnabled>"
                + "<bootRetryEnabled>true</bootRetryEnabled></bootOptions></spec>");
  }

  @Test
  void refusesASubclassWithoutAWireName() {
    VirtualDisk anonymous = new VirtualDisk() {};

    assertThatThrownBy(() -> written("device", "VirtualDevice", anonymous))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("has no @WireType");
  }

  @Test
  void refusesACharacterThatXmlCannotCarry() {
    OptionValue option = new OptionValue();
    option.key = "guestinfo.userdata";
    option.value = "a\u0000b";

    assertThatThrownBy(() -> written("o", "OptionValue", option))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("the value of `value` holds the character U+0000, which XML cannot carry");
  }

  @Test
  void writesCharactersOutsideTheBasicPlane() throws Exception {
    assertThat(written("n", "String", "\uD83D\uDE80")).isEqualTo("<n>\uD83D\uDE80</n>");
    assertThatThrownBy(() -> written("n", "String", "\uD83D"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("the value of `n` holds the character U+D83D, which XML cannot carry");
  }

  private static String option(Object value) throws MalformedMessage {
    OptionValue option = new OptionValue();
    option.key = "k";
    option.value = value;
    String written = written("o", "OptionValue", option);
    return written.substring("<o><key>k</key>".length(), written.length() - "</o>".length());
  }

  private static String written(String name, String type, Object value) throws MalformedMessage {
    byte[] envelope =
        new RequestWriter(new WireTypes()).write("M", List.of(new Argument(name, type, value)), "");
    String text = new String(envelope, StandardCharsets.UTF_8);
    String open = "<M xmlns=\"urn:vim25\">";
    return text.substring(text.indexOf(open) + open.length(), text.indexOf("</M>"));
  }

  private static ManagedObjectReference vm() {
    return reference("VirtualMachine", "vm-1");
  }

  private static ManagedObjectReference reference(String type, String id) {
    ManagedObjectReference reference = new ManagedObjectReference();
    reference.type = type;
    reference.val = id;
    return reference;
  }
}
