package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.schema.AnswerJudge;
import dev.provision.simulator.world.Managed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that asks for an older version is answered what that version has, and no more. */
class OlderVersionsTest {
  private static final String COLLECTOR =
      "<_this type=\"PropertyCollector\">propertyCollector</_this>";

  @TempDir Path folder;

  private ServedLab lab() {
    ServedLab lab = ServedLab.of(folder, RichLab.TEXT);
    RichLab.addNewerHardware(lab.simulator().world());
    return lab;
  }

  private static Managed vm(ServedLab lab) {
    return RichLab.newer(lab.simulator().world());
  }

  private static Raw in(ServedLab lab, String version) throws Exception {
    Raw raw = new Raw(lab);
    raw.speaks(version);
    assertThat(raw.login(ServedLab.USER, ServedLab.PASSWORD)).startsWith("200 ");
    return raw;
  }

  private static String all(Managed object) {
    return "<propSet><type>%1$s</type><all>true</all></propSet><objectSet><obj type=\"%1$s\">%2$s</obj></objectSet>"
        .formatted(object.type(), object.id());
  }

  private static String one(Managed object, String path) {
    return "<propSet><type>%1$s</type><pathSet>%3$s</pathSet></propSet><objectSet><obj type=\"%1$s\">%2$s</obj></objectSet>"
        .formatted(object.type(), object.id(), path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.5", "6.0", "6.5", "6.7", "7.0", "8.0.2.0"})
  void everyAnswerIsOneOfTheSchemaOfItsVersion(String version) throws Exception {
    List<String> problems = new ArrayList<>();
    try (ServedLab lab = lab()) {
      Raw raw = in(lab, version);
      String content =
          raw.envelope("RetrieveServiceContent", ref("ServiceInstance", "ServiceInstance"));
      problems.addAll(problems(version, "ServiceInstance", "RetrieveServiceContent", content));
      for (Managed each : List.copyOf(lab.simulator().world().all())) {
        if (!AnswerJudge.isThere(version, each.type())) {
          continue;
        }
        String spec = all(each);
        String read =
            raw.envelope("RetrieveProperties", COLLECTOR + "<specSet>" + spec + "</specSet>");
        problems.addAll(problems(version, "PropertyCollector", "RetrieveProperties", read));
        raw.call(
            "CreateFilter",
            COLLECTOR + "<spec>" + spec + "</spec><partialUpdates>false</partialUpdates>");
      }
      String news =
          raw.envelope(
              "WaitForUpdatesEx",
              COLLECTOR
                  + "<version></version><options><maxWaitSeconds>0</maxWaitSeconds></options>");
      problems.addAll(problems(version, "PropertyCollector", "WaitForUpdatesEx", news));
      assertThat(lab.log()).isEmpty();
    }
    assertThat(new TreeSet<>(problems)).isEmpty();
  }

  private static String ref(String type, String id) {
    return "<_this type=\"" + type + "\">" + id + "</_this>";
  }

  private static List<String> problems(
      String version, String managed, String method, String answer) {
    assertThat(answer).startsWith("200 ");
    byte[] envelope = answer.substring(4).getBytes(StandardCharsets.UTF_8);
    return AnswerJudge.problems(version, "urn:vim25", managed, method, envelope);
  }

  @Test
  void aNewerTypeIsItsBaseAndANewerFieldIsNotThere() throws Exception {
    try (ServedLab lab = lab()) {
      String spec = COLLECTOR + "<specSet>" + one(vm(lab), "config") + "</specSet>";

      assertThat(in(lab, "6.7").call("RetrieveProperties", spec))
          .contains("<device xsi:type=\"VirtualTPM\"><key>11000</key></device>")
          .contains("<device xsi:type=\"VirtualNVMEController\"><key>31000</key>")
          .contains("<efiSecureBootEnabled>true</efiSecureBootEnabled>");
      assertThat(in(lab, "6.5.1").call("RetrieveProperties", spec))
          .contains("<device><key>11000</key></device>")
          .contains("<device xsi:type=\"VirtualNVMEController\"><key>31000</key>")
          .contains("<efiSecureBootEnabled>true</efiSecureBootEnabled>");
      assertThat(in(lab, "6.0").call("RetrieveProperties", spec))
          .contains("<device><key>11000</key></device>")
          .contains("<device xsi:type=\"VirtualController\"><key>31000</key>")
          .contains("<bootOptions></bootOptions>");
    }
  }

  @Test
  void aNewerPropertyIsRefusedWhereItIsAskedFor() throws Exception {
    try (ServedLab lab = lab()) {
      String path = "config.bootOptions.efiSecureBootEnabled";
      String spec = COLLECTOR + "<specSet>" + one(vm(lab), path) + "</specSet>";
      String refusal =
          "500 <soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>API 6.0 has no"
              + " property `"
              + path
              + "`</faultstring><detail><InvalidPropertyFault"
              + " xmlns=\"urn:vim25\" xsi:type=\"InvalidProperty\"><name>"
              + path
              + "</name></InvalidPropertyFault></detail></soapenv:Fault>";

      assertThat(in(lab, "6.0").call("RetrieveProperties", spec)).isEqualTo(refusal);
      assertThat(in(lab, "6.5").call("RetrieveProperties", spec)).startsWith("200 ");
      String fetch = ref("VirtualMachine", vm(lab).id()) + "<prop>" + path + "</prop>";
      assertThat(in(lab, "6.0").call("Fetch", fetch)).isEqualTo(refusal);
    }
  }
}
