package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.world.SimTime;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.rest.RestAnswer;
import dev.provision.vsphere.rest.RestCall;
import dev.provision.vsphere.rest.RestSession;
import dev.provision.vsphere.tags.Tag;
import dev.provision.vsphere.tags.TagCategory;
import dev.provision.vsphere.tags.TagText;
import dev.provision.vsphere.tags.Tagging;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two forms of the REST API that servers have, and how its sessions begin and end. */
class RestFormsTest {
  private final Simulator simulator =
      Simulator.of(LabSpec.nothing(new ApiVersion("8.0.2.0")), SimTime.jumping(0));
  private final List<String> sent = new ArrayList<>();

  private RestSession session(Predicate<RestCall> refused) {
    Rest all = simulator.rest();
    Rest some =
        call -> {
          sent.add(call.name());
          return refused.test(call) ? new RestAnswer(404, "") : all.send(call);
        };
    return new RestSession(some, new Credentials("ops@example.com", "secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/rest/", "/api/"})
  void tagsAreMadeReadAndChangedInBothForms(String lacking) throws Exception {
    Tagging tagging = new Tagging(session(call -> call.target().startsWith(lacking)));
    var object = simulator.content().getRootFolder();
    TagText text = new TagText("", Optional.of(new ObjectMark("ci", "a.b", false, true)), "vc-1");

    String category = tagging.create(new TagCategory("", "tier", text, false, Set.of("Folder")));
    String gold =
        tagging.create(new Tag("", "gold", TagText.read("paid"), category, Optional.empty()));
    tagging.attach(object, List.of(gold));

    TagCategory made = tagging.categories().get(0);
    assertThat(made).isEqualTo(new TagCategory(category, "tier", text, false, Set.of("Folder")));
    assertThat(tagging.on(List.of(object))).isEqualTo(Map.of(object, List.of(gold)));
    assertThat(tagging.users(List.of(gold))).isEqualTo(Map.of(gold, List.of(object)));
    assertThat(tagging.linked()).isEmpty();
    TagCategory wider =
        new TagCategory(category, "tier", text.saying("all"), true, Set.of("Folder", "Datacenter"));
    assertThat(tagging.update(made, wider)).isTrue();
    assertThat(tagging.update(wider, wider)).isFalse();
    assertThat(tagging.category(category)).contains(wider);
    assertThatThrownBy(() -> tagging.create(made))
        .isInstanceOf(ModuleException.class)
        .hasMessage("The name `tier` exists already.");
    tagging.detach(object, List.of(gold));
    tagging.delete(wider);
    tagging.delete(wider);
    assertThat(tagging.tag(gold)).isEmpty();
  }

  @Test
  void aSessionBeginsWithTheFirstRequestIsRenewedOnceAndEnds() throws Exception {
    RestSession session = session(call -> false);
    Tagging tagging = new Tagging(session);
    assertThat(simulator.liveSessions()).isZero();
    tagging.categories();
    simulator.expireSessions();
    tagging.categories();
    assertThat(simulator.liveSessions()).isEqualTo(1);
    session.end();

    assertThat(simulator.liveSessions()).isZero();
    assertThat(sent)
        .containsExactly(
            "POST /session",
            "GET /tagging/category",
            "GET /tagging/category",
            "POST /session",
            "GET /tagging/category",
            "DELETE /session");
    assertThatThrownBy(
            () ->
                new Tagging(session(call -> false).readOnly())
                    .create(new TagCategory("", "x", TagText.read(""), true, Set.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("`POST /tagging/category` while only reading is allowed");
  }
}
