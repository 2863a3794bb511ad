package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A single ESXi host keeps no custom attributes, and the plan says so. */
class DirectHostAttributesTest extends OnDirectHost {
  private static final String HOST =
      """
      name: lone-host
      vars: {port: 443, insecure: false, image_file: none}
      vcenter:
        host: ${env.VC_HOST}
        port: ${port}
        username: ${env.VC_USER}
        password: ${env.VC_PASSWORD}
        insecure: ${insecure}
      """;

  private static final String WHY =
      "`custom_attributes` needs a vCenter, and this is a single ESXi host: it keeps none; leave";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "custom_attributes: {owner: {}}\n",
        "custom_attributes: {owner: {existing: true}}\n",
        "folders: {lone-host: {custom_attributes: {owner: web-team}}}\n"
      })
  void noneIsDefinedOrUsed(String more) throws Exception {
    Ran planned = run(Files.writeString(folder.resolve("site.yml"), HOST + more), "plan");

    assertThat(planned.exit()).as(planned.text()).isEqualTo(65);
    assertThat(planned.text()).contains(WHY);
  }

  @Test
  void noneIsSetForEveryInstance() throws Exception {
    String instance =
        """
        images: {base: {source: "${image_file}"}}
        flavors: {small: {vcpus: 1, ram: 64 MiB}}
        instances: {web: {image: base, flavor: small, networks: {}}}
        """;
    Ran planned =
        run(
            Files.writeString(
                folder.resolve("site.yml"),
                HOST + "  custom_attributes: {owner: web-team}\n" + instance),
            "plan");

    assertThat(planned.exit()).as(planned.text()).isEqualTo(65);
    assertThat(planned.text()).contains(WHY);
  }
}
