package dev.provision.vsphere.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A value in JSON; reading what is not there gives nothing. Immutable. */
public final class Json {
  public static final Json NONE = new Json(JsonNull.INSTANCE);

  private final JsonElement value;

  private Json(JsonElement value) {
    this.value = value;
  }

  /** Empty for a text that is no JSON; {@link #NONE} for an empty text. */
  public static Optional<Json> parse(String text) {
    try {
      return Optional.of(text.isBlank() ? NONE : new Json(JsonParser.parseString(text)));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  public static Json object() {
    return new Json(new JsonObject());
  }

  public static Json text(String text) {
    return new Json(new JsonPrimitive(text));
  }

  public static Json flag(boolean flag) {
    return new Json(new JsonPrimitive(flag));
  }

  public static Json list(Collection<Json> items) {
    JsonArray all = new JsonArray();
    items.forEach(item -> all.add(item.value));
    return new Json(all);
  }

  public static Json texts(Collection<String> items) {
    return list(items.stream().map(Json::text).toList());
  }

  /** An object with one more field. */
  public Json with(String field, Json content) {
    JsonObject all = value.deepCopy().getAsJsonObject();
    all.add(field, content.value);
    return new Json(all);
  }

  public Json with(String field, String text) {
    return with(field, text(text));
  }

  public boolean isNone() {
    return value.isJsonNull();
  }

  public boolean has(String field) {
    return value instanceof JsonObject all && all.has(field);
  }

  /** A field of an object; {@link #NONE} where it is not there. */
  public Json get(String field) {
    return value instanceof JsonObject all && all.has(field) ? new Json(all.get(field)) : NONE;
  }

  /** The text of a field; empty where there is none. */
  public String textOf(String field) {
    return get(field).asText();
  }

  /** This as a text; empty where it is none. */
  public String asText() {
    return value instanceof JsonPrimitive single ? single.getAsString() : "";
  }

  public boolean isTrue() {
    return value instanceof JsonPrimitive single && single.getAsBoolean();
  }

  /** The items of a list; none where it is none. */
  public List<Json> items() {
    List<Json> items = new ArrayList<>();
    if (value instanceof JsonArray all) {
      all.forEach(item -> items.add(new Json(item)));
    }
    return items;
  }

  /** The items of a list of texts. */
  public List<String> textItems() {
    return items().stream().map(Json::asText).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
