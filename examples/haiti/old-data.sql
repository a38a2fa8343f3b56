-- Invented rows with the kinds of dirt that were found in 2010.
INSERT INTO auth_user VALUES(1,'Admin','One','UTC -0500','Admin@Haiti.example','sha1$a','' ),(2,'Jean','Baptiste',NULL,'jb@haiti.example','x','pending'),(3,'Jean','Baptiste','UTC +0000','JB@haiti.example','y',''),(4,'Ann','Lee','', 'ann@haiti.example ','z','');
INSERT INTO auth_group VALUES(1,'Administrator',NULL),(2,'Editor','line one
line two, with comma');
INSERT INTO auth_membership VALUES(1,1,1),(2,2,2),(3,3,2),(4,99,2);
INSERT INTO s3_source VALUES(1,'2010-01-14 09:00:00',NULL,'3b1b6c1e-0001-4000-8000-000000000001','OCHA 3W',NULL,'http://ochaonline.example');
INSERT INTO pr_pentity VALUES(1,'2010-01-14 09:00:00','2010-01-14 09:00:00','3b1b6c1e-0001-4000-8000-0000000000a1',1,1,'F',1,NULL),(2,'2010-01-14 09:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000a2',1,NULL,'F',1,'T-17'),(3,NULL,NULL,'3b1b6c1e-0001-4000-8000-0000000000a3',NULL,NULL,NULL,2,NULL),(4,NULL,NULL,'3b1b6c1e-0001-4000-8000-0000000000a4',2,2,'T',1,NULL);
INSERT INTO pr_person VALUES(1,'2010-01-14 09:00:00','2010-01-14 09:00:00','3b1b6c1e-0001-4000-8000-0000000000b1',1,1,'F',1,NULL,'F','Jean',NULL,'Baptiste',NULL,NULL,3,5,'jb@haiti.example','+509 3400 0001',NULL,73,73,2,3,'doctor',NULL),
 (2,'2010-01-15 10:11:12','2010-01-16 10:11:12','3b1b6c1e-0001-4000-8000-0000000000b2',1,1,'F',2,'T-17','T','Jean','','Baptiste','Ti Jean',NULL,3,NULL,'JB@haiti.example','+509 3400 0001','1971-13-40',999,73,NULL,99,NULL,'<NULL>'),
 (3,'2010-01-15 10:11:12',NULL,'3b1b6c1e-0001-4000-8000-0000000000b3',2,2,'T',4,NULL,'F','Ghost',NULL,NULL,NULL,NULL,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO pr_group VALUES(1,NULL,NULL,'3b1b6c1e-0001-4000-8000-0000000000c1',NULL,NULL,NULL,3,NULL,4,'T','Users',NULL,NULL);
INSERT INTO gis_marker VALUES(1,'2010-01-14 08:00:00',NULL,'marker_red','gis_marker.image.8ab3.6d61726b65722e706e67.png');
INSERT INTO gis_feature_class VALUES(1,'2010-01-14 08:00:00',NULL,'www.sahanafoundation.org/GIS-FC-COUNTRY','F','Country',NULL,1,'gis','location'),(2,'2010-01-14 08:00:00',NULL,'www.sahanafoundation.org/GIS-FC-OFFICE','F','Office',NULL,1,'or','office'),(3,'2010-01-14 08:00:00',NULL,'www.sahanafoundation.org/GIS-FC-SMS','F','SMS',NULL,1,'rms','sms_request'),(4,'2010-01-14 08:00:00',NULL,'www.sahanafoundation.org/GIS-FC-COMMUNE','F','Commune',NULL,NULL,'gis','location');
INSERT INTO gis_location VALUES(1,'2010-01-14 08:00:00','2010-01-14 08:00:00','3b1b6c1e-0001-4000-8000-0000000000d1','F','Haïti',1,NULL,1,3,18.9711,-72.2852,NULL,NULL),
 (5,'2010-01-14 08:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000d5','F','Delmas',4,7,NULL,1,18.5447,-72.3028,'POINT(-72.3028 18.5447)',2),
 (7,'2010-01-15 08:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000d7','F','Port-au-Prince',4,1,NULL,1,18.5392,-72.335,NULL,NULL),
 (8,'2010-01-15 08:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000d8','F','sms 991',3,7,NULL,1,18.54,-72.33,NULL,NULL),
 (9,'2010-01-15 08:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000d9','F','loop A',NULL,10,NULL,1,NULL,NULL,NULL,NULL),
 (10,'2010-01-15 08:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000da','F','loop B',NULL,9,NULL,1,'18,54','',NULL,NULL);
INSERT INTO gis_layer_js VALUES(1,'2010-01-14 08:00:00',NULL,'xyz','two lines','T','var l = new OpenLayers.Layer.XYZ("a, ""b""");
map.addLayer(l);

// blank line above
TABLE not_a_table');
INSERT INTO or_sector VALUES(1,'2010-01-13 00:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000e1','F','Agriculture'),(7,'2010-01-13 00:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000e7','F','Water and Sanitation'),(9,'2010-01-13 00:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000e9','F','Health');
INSERT INTO or_organisation VALUES(1,'2010-01-14 10:00:00','2010-01-14 10:00:00','3b1b6c1e-0001-4000-8000-0000000000f1','F','Médecins du Monde France','MdM',3,'|9|',1,61,'http://mdm.example',NULL,1),
 (2,'2010-01-14 10:00:00','2010-01-14 10:00:00','3b1b6c1e-0001-4000-8000-0000000000f2','F','Medecins du Monde France','MDM',3,'|7|9|',NULL,61,'mdm.example','',NULL),
 (3,'01/14/10 14:32','2010-01-14 10:00:00','3b1b6c1e-0001-4000-8000-0000000000f3','F','MINUSTAH Brazil battalion','BRABATT',9,'|14|15|',NULL,999,NULL,NULL,NULL),
 (4,'2010-01-14 10:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000f4','F','Line
Break Relief','LBRELIEFLONG',4,'7',NULL,184,'http://','1-800-HELP',77),
 (5,'2010-01-14 10:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000f5','T','Deleted Org',NULL,5,'',NULL,NULL,NULL,NULL,NULL),
 (6,'2010-01-14 10:00:00',NULL,'3b1b6c1e-0001-4000-8000-0000000000f6',NULL,'US Army','',10,NULL,NULL,184,NULL,NULL,NULL);
INSERT INTO or_office VALUES(1,'2010-01-14 11:00:00',NULL,'3b1b6c1e-0001-4000-8000-000000000101','F','HQ Paris',1,4,NULL,NULL,NULL,'62 rue X
75018 Paris','75018','+33 1','', 'INFO@MDM.example','',NULL,NULL,'3 or 4','4x4, moto','["generator"]',1),
 (2,'2010-01-14 11:00:00',NULL,'3b1b6c1e-0001-4000-8000-000000000102','F','PaP',1,1,NULL,5,1,NULL,'HT6120','3400-0001',NULL,NULL,NULL,12,3,2,NULL,NULL,NULL),
 (3,'2010-01-14 11:00:00',NULL,'3b1b6c1e-0001-4000-8000-000000000103','F','PaP annex',2,1,NULL,7,4,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL),
 (4,'2010-01-14 11:00:00',NULL,'3b1b6c1e-0001-4000-8000-000000000104','F','Regional',2,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO or_contact VALUES(1,'2010-01-14 12:00:00',NULL,'F',1,1,2,'Coordinator',2,'T',1),(2,'2010-01-14 12:00:00',NULL,'F',2,2,NULL,NULL,NULL,'F',NULL),(3,'2010-01-14 12:00:00',NULL,'F',55,1,1,'Ghost person',NULL,'',NULL);
INSERT INTO rms_sms_request VALUES(1,'2010-01-16 00:00:00',NULL,'3b1b6c1e-0001-4000-8000-000000000111','F',1,1,2,'We need water | manje','', '+50934', '991','2010-01-16 00:00:00','SMS','3A: Water Shortage',8,'1',1,'a','WATER','Marie','P','Rue 3
Delmas 33','Delmas','Ouest',NULL,NULL);
INSERT INTO rms_tweet_request VALUES(1,'2010-01-16 00:00:00',NULL,'3b1b6c1e-0001-4000-8000-000000000121','F',NULL,NULL,NULL,'#haiti #need water','@x','Sat, 16 Jan 2010 01:02:03 +0000','http://t.example/1','#haiti é','1');
