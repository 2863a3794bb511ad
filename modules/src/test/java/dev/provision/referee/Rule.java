package dev.provision.referee;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;

/**
 * What goes wrong with which call. Narrow it ({@link #object}, {@link #match}, {@link #nth}), then
 * say what happens ({@link #fault}, {@link #taskFails}, {@link #cut}, {@link #status}, {@link
 * #delay}), on which side of the effect ({@link #after}; before it by default).
 *
 * <pre>{@code
 * Rule.on("CloneVM_Task").match("web-2").taskFails("InsufficientResourcesFault")
 * Rule.on("CloneVM_Task").nth(1).cut().after()      // the clone is made, its reply is lost
 * }</pre>
 *
 * <p>Immutable. The fields are those of {@code rule.go}.
 */
public final class Rule {
  private final JsonObject json;

  private Rule(JsonObject json) {
    this.json = json;
  }

  /**
   * @param method a SOAP method, {@code PUT /nfc} or {@code PUT /folder}, or {@code *}
   */
  public static Rule on(String method) {
    return new Rule(new JsonObject()).with("method", new JsonPrimitive(method));
  }

  /** Only calls on this object: its managed object id or its name. */
  public Rule object(String idOrName) {
    return with("object", new JsonPrimitive(idOrName));
  }

  /** Only calls whose request contains this text. */
  public Rule match(String textOfTheRequest) {
    return with("match", new JsonPrimitive(textOfTheRequest));
  }

  /** Only the nth such call, from 1; with {@link #times} the first of so many. */
  public Rule nth(int nth) {
    return with("nth", new JsonPrimitive(nth));
  }

  public Rule times(int times) {
    return with("times", new JsonPrimitive(times));
  }

  /** The effect happens, and then what the rule says. */
  public Rule after() {
    return with("when", new JsonPrimitive("after"));
  }

  /**
   * @param type a fault of vim25 by its name, {@code NoPermission}
   */
  public Rule fault(String type) {
    return with("fault", new JsonPrimitive(type));
  }

  /** A property of the fault, {@code ("privilegeId", "VirtualMachine.Interact.PowerOn")}. */
  public Rule field(String property, String value) {
    JsonObject fields =
        json.has("fields") ? json.getAsJsonObject("fields").deepCopy() : new JsonObject();
    fields.addProperty(property, value);
    return with("fields", fields);
  }

  /** The server's text with the fault. */
  public Rule message(String text) {
    return with("message", new JsonPrimitive(text));
  }

  /** The call gets its task, and the task fails. */
  public Rule taskFails(String type) {
    return fault(type).with("task", new JsonPrimitive(true));
  }

  /** Of a clone whose task fails after its effect: it is there, and not switched on. */
  public Rule leavingItOff() {
    return with("off", new JsonPrimitive(true));
  }

  /** The connection is closed instead of a reply. */
  public Rule cut() {
    return with("cut", new JsonPrimitive(true));
  }

  /** An HTML page with this HTTP status instead of a reply. */
  public Rule status(int code) {
    return with("status", new JsonPrimitive(code));
  }

  /** {@link #status}, with where the server sends one instead. */
  public Rule redirect(int code, String location) {
    return status(code).with("location", new JsonPrimitive(location));
  }

  /** A file gets through so far before what happens, and the rest of it never. */
  public Rule percent(int ofTheFile) {
    return with("percent", new JsonPrimitive(ofTheFile));
  }

  /** Somewhere in the reply this text stands in place of that one. */
  public Rule rewords(String text, String by) {
    return after().with("replace", new JsonPrimitive(text)).with("by", new JsonPrimitive(by));
  }

  public Rule delay(Duration delay) {
    return with("delayMillis", new JsonPrimitive(delay.toMillis()));
  }

  private Rule with(String name, JsonElement value) {
    JsonObject copy = json.deepCopy();
    copy.add(name, value);
    return new Rule(copy);
  }

  JsonObject json() {
    return json;
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
