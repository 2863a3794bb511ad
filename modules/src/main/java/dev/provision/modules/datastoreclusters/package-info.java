/**
 * Datastore clusters and the settings of their Storage DRS. Which datastores are in one, these say
 * themselves. Out goes a {@code PodRef}.
 */
package dev.provision.modules.datastoreclusters;
