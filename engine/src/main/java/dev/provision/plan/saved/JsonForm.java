package dev.provision.plan.saved;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One JSON object of a file, read by what is expected in it. Every method throws an
 * IllegalArgumentException about a damaged file when something else is there.
 *
 * @param path where it is in the file, for messages: {@code plans[0].steps[3]}
 */
record JsonForm(JsonObject object, String path) {
  static JsonForm parse(String text) {
    try {
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      JsonElement top = JsonParser.parseReader(reader);
      if (top.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
        return new JsonForm(top.getAsJsonObject(), "");
      }
    } catch (JsonParseException | IOException | NumberFormatException e) {
      throw new IllegalArgumentException("is damaged: it is no complete JSON document", e);
    }
    throw new IllegalArgumentException("is damaged: it is not one JSON object");
  }

  boolean has(String key) {
    return object.has(key);
  }

  Set<String> keys() {
    return object.keySet();
  }

  private JsonElement get(String key) {
    JsonElement value = object.get(key);
    if (value == null) {
      throw damaged(key, "is missing");
    }
    return value;
  }

  String text(String key) {
    return text(get(key), key);
  }

  private String text(JsonElement value, String key) {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw damaged(key, "is no text");
    }
    return value.getAsString();
  }

  /** Empty when it is missing. */
  String optional(String key) {
    return has(key) ? text(key) : "";
  }

  int number(String key) {
    JsonElement value = get(key);
    if (!value.isJsonPrimitive() || !value.getAsString().matches("[0-9]{1,9}")) {
      throw damaged(key, "is no number");
    }
    return Integer.parseInt(value.getAsString());
  }

  Instant instant(String key) {
    try {
      return Instant.parse(text(key));
    } catch (DateTimeException e) {
      throw damaged(key, "is no time");
    }
  }

  JsonForm object(String key) {
    return form(get(key), key);
  }

  List<JsonForm> list(String key) {
    List<JsonForm> all = new ArrayList<>();
    for (JsonElement each : array(key)) {
      all.add(form(each, key + "[" + all.size() + "]"));
    }
    return all;
  }

  /** Empty when it is missing. */
  List<String> texts(String key) {
    List<String> all = new ArrayList<>();
    if (has(key)) {
      array(key).forEach(each -> all.add(text(each, key)));
    }
    return all;
  }

  private JsonArray array(String key) {
    JsonElement value = get(key);
    if (!value.isJsonArray()) {
      throw damaged(key, "is no list");
    }
    return value.getAsJsonArray();
  }

  private JsonForm form(JsonElement value, String key) {
    if (!value.isJsonObject()) {
      throw damaged(key, "is no object");
    }
    return new JsonForm(value.getAsJsonObject(), at(key));
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private IllegalArgumentException damaged(String key, String what) {
    return new IllegalArgumentException("is damaged: `" + at(key) + "` " + what);
  }
}
