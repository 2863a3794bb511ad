/**
 * Tags of vCenter in their categories: made, changed, adopted and looked up. Out goes a {@code
 * TagRef}. Which objects have them stands with the objects.
 */
package dev.provision.modules.tags;
