package dev.provision.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.declare.Resource;
import dev.provision.declare.TestProvider;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.playbook.Inputs;
import dev.provision.source.SourceFile;
import dev.provision.spi.Address;
import java.util.List;
import java.util.Map;

/** Playbooks as texts, loaded with the test's provider. */
public final class Plays {
  private static final Loader LOADER = new Loader(new TestProvider());

  private Plays() {}

  public static Checked<List<LinkedPlay>> load(String text, Inputs inputs) {
    return LOADER.load(new SourceFile("site.yml", text), inputs);
  }

  /** The only play of a playbook without mistakes. */
  public static LinkedPlay assertValid(String text, Inputs inputs) {
    Checked<List<LinkedPlay>> loaded = load(text, inputs);
    assertThat(messages(loaded)).isEmpty();
    assertThat(loaded.get()).hasSize(1);
    return loaded.get().get(0);
  }

  public static LinkedPlay assertValid(String text) {
    return assertValid(text, Inputs.NONE);
  }

  /** Exactly these messages, each with its place, in this order. */
  public static void assertInvalid(String text, Inputs inputs, String... messages) {
    assertThat(messages(load(text, inputs))).containsExactly(messages);
  }

  public static void assertInvalid(String text, String... messages) {
    assertInvalid(text, Inputs.NONE, messages);
  }

  private static List<String> messages(Checked<?> checked) {
    return checked.diagnostics().stream().map(Plays::shown).toList();
  }

  static String shown(Diagnostic diagnostic) {
    return diagnostic.span().map(span -> span + ": ").orElse("") + diagnostic.message();
  }

  public static Resource<?> resource(LinkedPlay play, String address) {
    return play.graph().get(Address.parse(address)).orElseThrow();
  }

  public static <S extends Record> S spec(LinkedPlay play, String address, Class<S> type) {
    return type.cast(resource(play, address).declaration().spec());
  }

  static Inputs env(Map<String, String> env) {
    return new Inputs(List.of(), List.of(), env);
  }

  static Inputs extra(String... vars) {
    return new Inputs(List.of(), List.of(vars), Map.of());
  }
}
