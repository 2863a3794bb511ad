package dev.provision.vsphere.soap;

/**
 * Which part of the API a reader knows. A server answers a client of an older version with this
 * part alone: a newer type becomes its base, a newer field or value is left out.
 */
public interface Vocabulary {
  /** Everything, for a reader that skips what it does not know. */
  Vocabulary WHOLE =
      new Vocabulary() {
        @Override
        public String type(String name) {
          return name;
        }

        @Override
        public boolean hasField(String type, String field) {
          return true;
        }

        @Override
        public boolean hasValue(String enumeration, String value) {
          return true;
        }
      };

  /** The type's name, or that of the nearest base which the reader knows. */
  String type(String name);

  /**
   * @param type one that {@link #type} gave
   */
  boolean hasField(String type, String field);

  /** Whether the reader knows a value of an enum. */
  boolean hasValue(String enumeration, String value);
}
